package io.github.sparkboltzmann.report;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** The typeface of every picture, asked for before anything is drawn. */
final class Fonts {
    static final Color INK = new Color(0x33, 0x33, 0x33);

    private static final String ADVICE = "this machine cannot draw text: install fontconfig and a font"
            + " (e.g. apt-get install fontconfig fonts-dejavu-core), or run without pictures";

    private Fonts() {}

    static Font plain(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    static Font bold(int size) {
        return new Font(Font.SANS_SERIF, Font.BOLD, size);
    }

    /**
     * Measures a letter, so that a machine without fonts says so here.
     *
     * @throws ReportException if AWT finds no font
     */
    static void require() {
        guard(() -> {
            Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            pen.getFontMetrics(plain(12)).stringWidth("x");
            pen.dispose();
        });
    }

    /**
     * Runs a probe of AWT and nothing else: without fonts AWT fails with whatever its first null or missing library leads to, an
     * {@code InternalError}, a {@code NullPointerException} or an {@code UnsatisfiedLinkError} among them.
     */
    static void guard(Runnable probe) {
        try {
            probe.run();
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            throw new ReportException(ADVICE, e);
        }
    }

    static void smooth(Graphics2D pen) {
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** The baseline that centres text of this font on the height {@code y}. */
    static int baseline(FontMetrics metrics, int y) {
        return y + (metrics.getAscent() - metrics.getDescent()) / 2;
    }
}
