package io.github.sparkboltzmann.report;

import io.github.sparkboltzmann.report.CurvePanel.Scale;
import io.github.sparkboltzmann.report.CurvePanel.Size;
import io.github.sparkboltzmann.train.EpochRecord;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine's health while it was trained, in small panels against the epoch: the change an update makes beside the weights, norms, hidden
 * units that are always off or on, the leading singular values of the weights, and the autocorrelation of persistent chains.
 *
 * <p>About 1e-3 is a usual ratio of a weight's update to the weight (Hinton, A Practical Guide to Training Restricted Boltzmann Machines,
 * 2010, section 7); it has a logarithmic axis, on which what is not positive is left out. Singular values that grow apart are patterns
 * being learnt; chains with an autocorrelation near 1 hardly move. A panel of which nothing was measured is left out.
 */
public final class MonitorCurves {
    private static final int COLUMNS = 2;
    private static final int MARGIN = 10;
    /** Title and legend of a panel. */
    private static final int HEAD = 52;

    private static final int CELL = HEAD + Size.SMALL.height;

    private MonitorCurves() {}

    /**
     * A PNG of 1800 pixels by 596 for every row of two panels, made to be shown at half that size.
     *
     * @throws IllegalArgumentException if the history is empty
     * @throws ReportException if this machine has no font
     */
    public static byte[] png(List<EpochRecord> history) {
        if (history.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 record, got 0");
        }
        return Png.withText(() -> draw(panels(history)));
    }

    private static List<Panel> panels(List<EpochRecord> history) {
        List<Panel> panels = new ArrayList<>();
        panels.add(new Panel(
                "Change of the weights per update",
                "about 1e-3 is usual",
                "part of their norm",
                Scale.LOG,
                Curve.numbered(0, "ratio", history, record -> record.monitors().updateToWeight())
                        .log10()));
        panels.add(new Panel(
                "Norms",
                "",
                "root of sum of squares",
                Scale.PLAIN,
                Curve.numbered(
                        0, "weights", history, record -> record.monitors().weightNorm()),
                Curve.numbered(1, "visible biases", history, record -> record.monitors()
                        .visibleBiasNorm()),
                Curve.numbered(
                        2, "hidden biases", history, record -> record.monitors().hiddenBiasNorm())));
        panels.add(new Panel(
                "Hidden units that do not vary",
                "",
                "units",
                Scale.COUNT,
                Curve.numbered(
                        0, "always off", history, record -> count(record.train().hiddenAlwaysOff())),
                Curve.numbered(
                        1, "always on", history, record -> count(record.train().hiddenAlwaysOn()))));
        panels.add(new Panel(
                "Leading singular values of the weights",
                "",
                "singular value",
                Scale.PLAIN,
                Curve.numbered(0, "1st", history, record -> HistoryTable.singularValue(record, 1)),
                Curve.numbered(1, "2nd", history, record -> HistoryTable.singularValue(record, 2)),
                Curve.numbered(2, "3rd", history, record -> HistoryTable.singularValue(record, 3)),
                Curve.numbered(3, "4th", history, record -> HistoryTable.singularValue(record, 4))));
        panels.add(new Panel(
                "Autocorrelation of the chains",
                "near 1 they hardly move",
                "over a round",
                Scale.PLAIN,
                Curve.numbered(0, "chains", history, record -> record.monitors().chainAutocorrelation())));
        panels.removeIf(panel -> panel.curves.isEmpty());
        return panels;
    }

    private static double count(int units) {
        return units < 0 ? Double.NaN : units;
    }

    private static BufferedImage draw(List<Panel> panels) {
        int rows = Math.max(1, (panels.size() + COLUMNS - 1) / COLUMNS);
        int width = MARGIN + COLUMNS * (Size.SMALL.width + MARGIN / COLUMNS);
        return Png.sharp(width, MARGIN + rows * (CELL + MARGIN), pen -> {
            if (panels.isEmpty()) {
                centre(pen, "no finite values", Fonts.bold(Size.SMALL.letters), 16);
            }
            for (int i = 0; i < panels.size(); i++) {
                Graphics2D own = (Graphics2D) pen.create();
                own.translate((i % COLUMNS) * Size.SMALL.width + MARGIN, (i / COLUMNS) * (CELL + MARGIN) + MARGIN);
                panels.get(i).draw(own);
                own.dispose();
            }
        });
    }

    /** Above the plot. */
    private static void centre(Graphics2D pen, String text, Font font, int y) {
        pen.setColor(Fonts.INK);
        pen.setFont(font);
        FontMetrics metrics = pen.getFontMetrics();
        int x = (Size.SMALL.width + Size.SMALL.labels - metrics.stringWidth(text)) / 2;
        pen.drawString(text, x, Fonts.baseline(metrics, y));
    }

    /** A title, a legend where there are several curves and a note where there is one, and a plot. */
    private static final class Panel {
        private final String title;
        private final String note;
        private final String unit;
        private final Scale scale;
        private final List<Curve> curves;

        Panel(String title, String note, String unit, Scale scale, Curve... curves) {
            this.title = title;
            this.note = note;
            this.unit = unit;
            this.scale = scale;
            this.curves = Curve.known(curves);
        }

        void draw(Graphics2D pen) {
            centre(pen, title, Fonts.bold(Size.SMALL.letters), 16);
            if (curves.size() > 1) {
                Legend.draw(pen, curves, Size.SMALL.labels, Size.SMALL.width, 38, Size.SMALL);
            } else {
                centre(pen, note, Fonts.plain(Size.SMALL.letters - 2), 38);
            }
            pen.translate(0, HEAD);
            CurvePanel.draw(pen, Size.SMALL, "", unit, scale, curves);
        }
    }
}
