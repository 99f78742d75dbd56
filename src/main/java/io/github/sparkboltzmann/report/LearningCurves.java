package io.github.sparkboltzmann.report;

import io.github.sparkboltzmann.train.EpochRecord;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The course of a training in one picture: reconstruction error above, free energy below, against the epoch.
 *
 * <p>A free energy of the validation rows that rises away from that of the training rows is overfitting (Hinton, A Practical Guide to
 * Training Restricted Boltzmann Machines, 2010); the last gap is written above the panel. Figures that are not finite, or
 * beyond 1e300, are left out, and so is a curve without any.
 */
public final class LearningCurves {
    private static final int WIDTH = 900;
    private static final int PANEL = 330;
    private static final int LEGEND = 44;
    private static final int MARGIN = 20;
    /** Twice the pixels, for screens that have them. */
    private static final int SHARPNESS = 2;

    private LearningCurves() {}

    /**
     * A PNG of 1800 x 1408 pixels, made to be shown at half that size.
     *
     * @throws IllegalArgumentException if the history is empty
     * @throws ReportException if this machine has no font
     */
    public static byte[] png(List<EpochRecord> history) {
        if (history.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 epoch, got 0");
        }
        return Png.withText(() -> draw(history));
    }

    private static BufferedImage draw(List<EpochRecord> history) {
        List<Curve> errors = measured(
                Curve.train(history, record -> record.train().reconstructionError()),
                Curve.validation(history, record -> record.validation().reconstructionError()),
                Curve.batch(history, EpochRecord::batchReconstructionError));
        List<Curve> energies = measured(
                Curve.train(history, record -> record.train().freeEnergy()),
                Curve.validation(history, record -> record.validation().freeEnergy()));
        int height = LEGEND + 2 * PANEL;
        BufferedImage image = new BufferedImage(WIDTH * SHARPNESS, height * SHARPNESS, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.scale(SHARPNESS, SHARPNESS);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, height);
        Fonts.smooth(pen);
        legend(pen, errors.size() >= energies.size() ? errors : energies);
        pen.translate(0, LEGEND);
        CurvePanel.draw(pen, WIDTH - MARGIN, PANEL, "Reconstruction error", "mean squared error per unit", errors);
        pen.translate(0, PANEL);
        CurvePanel.draw(pen, WIDTH - MARGIN, PANEL, "Free energy" + gap(history), "nats per row", energies);
        pen.dispose();
        return image;
    }

    private static List<Curve> measured(Curve... curves) {
        List<Curve> measured = new ArrayList<>();
        for (Curve curve : curves) {
            if (curve.measured()) {
                measured.add(curve);
            }
        }
        return measured;
    }

    /** One legend for both panels, above them, so that it covers nothing and both are equally wide. */
    private static void legend(Graphics2D pen, List<Curve> curves) {
        pen.setFont(Fonts.plain(14));
        FontMetrics metrics = pen.getFontMetrics();
        int sample = 34;
        int total = 0;
        for (Curve curve : curves) {
            total += sample + 8 + metrics.stringWidth(curve.name) + 28;
        }
        int x = (WIDTH - total + 28) / 2;
        int y = MARGIN + 8;
        for (Curve curve : curves) {
            pen.setColor(curve.colour);
            pen.setStroke(curve.stroke);
            pen.draw(new Line2D.Double(x, y, x + sample, y));
            pen.setColor(Fonts.INK);
            pen.drawString(curve.name, x + sample + 8, Fonts.baseline(metrics, y));
            x += sample + 8 + metrics.stringWidth(curve.name) + 28;
        }
        pen.setStroke(new BasicStroke(1));
    }

    private static String gap(List<EpochRecord> history) {
        EpochRecord last = history.get(history.size() - 1);
        double gap = last.validation().freeEnergy() - last.train().freeEnergy();
        return Double.isFinite(gap)
                ? " (validation - training: " + Numbers.significant(gap, 2) + " nats at epoch " + last.epoch() + ")"
                : "";
    }
}
