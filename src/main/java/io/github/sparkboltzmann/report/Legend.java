package io.github.sparkboltzmann.report;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;

/** The names of curves beside a piece of their lines, in one line outside the plots, where it covers nothing. */
final class Legend {
    private static final int NEAR = 8;

    private Legend() {}

    /** Centred between two x. */
    static void draw(Graphics2D pen, List<Curve> curves, int left, int right, int y, CurvePanel.Size size) {
        pen.setFont(Fonts.plain(size.letters - 2));
        FontMetrics metrics = pen.getFontMetrics();
        int sample = size == CurvePanel.Size.WIDE ? 34 : 26;
        int gap = size == CurvePanel.Size.WIDE ? 28 : 16;
        int total = -gap;
        for (Curve curve : curves) {
            total += sample + NEAR + metrics.stringWidth(curve.name) + gap;
        }
        int x = (left + right - total) / 2;
        for (Curve curve : curves) {
            pen.setColor(curve.colour);
            pen.setStroke(curve.stroke);
            pen.draw(new Line2D.Double(x, y, x + sample, y));
            pen.setColor(Fonts.INK);
            pen.drawString(curve.name, x + sample + NEAR, Fonts.baseline(metrics, y));
            x += sample + NEAR + metrics.stringWidth(curve.name) + gap;
        }
        pen.setStroke(new BasicStroke(1));
    }
}
