package io.github.sparkboltzmann.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One panel of curves against the epoch, drawn by XChart at the pen's origin. */
final class CurvePanel {
    private static final Color GRID = new Color(0xE4E4E4);
    private static final Color FRAME = new Color(0xB8B8B8);
    /** A count's axis reaches at least this far, so that its ticks are whole. */
    private static final int FEWEST_COUNTS = 4;
    /** With more records than this the markers touch. */
    private static final int MOST_MARKERS = 50;

    private static final int TICK_SPACING = 60;
    private static final int TICK_HEIGHT = 44;
    /** Part of the epochs; labels are left out that go beyond the plot. */
    private static final double EDGE = 0.02;
    /** Epochs beside a single record; at 0.5 both ends may round to the same label, and XChart then draws none. */
    private static final double ALONE = 0.6;
    /** A range of less than this part of the values, or of 1e-3, is rounding, and no axis has the digits for it. */
    private static final double FLAT = 1e-6;
    /**
     * From here on labels have an exponent. Digits alone push the plot aside, and at 1e20 XChart asks for them again without end: 11 million
     * labels in 15 seconds, against 10 with an exponent.
     */
    private static final double LARGE = 1e6;

    private CurvePanel() {}

    /** How values become heights. */
    enum Scale {
        PLAIN,
        /** From 0, with ticks at whole numbers. */
        COUNT,
        /** The values are logarithms to base 10, and ticks stand at powers of 10. */
        LOG
    }

    /** How large a panel and its letters are; the labels' width keeps plots below each other, whatever the labels. */
    enum Size {
        WIDE(880, 330, 86, 16),
        /** A plot of less than 160 pixels gets ticks from XChart at 25 pixels, whatever it is told. */
        SMALL(440, 236, 74, 14);

        final int width;
        final int height;
        final int labels;
        final int letters;

        Size(int width, int height, int labels, int letters) {
            this.width = width;
            this.height = height;
            this.labels = labels;
            this.letters = letters;
        }

        /** Pixels of the plot itself, near enough to space ticks by. */
        private double plotWidth() {
            return width - labels - 4;
        }

        private double plotHeight() {
            return height - (this == WIDE ? 95 : 60);
        }
    }

    /** @param title empty where it stands elsewhere */
    static void draw(Graphics2D pen, Size size, String title, String unit, Scale scale, List<Curve> curves) {
        if (curves.isEmpty()) {
            blank(pen, size, title);
            return;
        }
        XYChart chart = new XYChart(size.width, size.height);
        chart.setTitle(title);
        chart.setXAxisTitle("epoch");
        chart.setYAxisTitle(unit);
        style(chart.getStyler(), size);
        chart.getStyler().setChartTitleVisible(!title.isEmpty());
        epochAxis(chart.getStyler(), size, curves.get(0).epochs);
        valueAxis(chart.getStyler(), size, scale, curves);
        for (Curve curve : curves) {
            XYSeries series = chart.addSeries(curve.name, curve.epochs, curve.values);
            series.setMarker(curve.epochs.length > MOST_MARKERS ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            series.setMarkerColor(curve.colour);
            series.setLineColor(curve.colour);
            series.setLineStyle(curve.stroke);
        }
        chart.paint(pen, size.width, size.height);
    }

    static void style(XYStyler style, Size size) {
        style.setLocale(Locale.ROOT);
        style.setLegendVisible(false);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderColor(FRAME);
        style.setPlotGridLinesColor(GRID);
        style.setChartFontColor(Fonts.INK);
        style.setChartTitleFont(Fonts.bold(size.letters));
        style.setChartTitleBoxVisible(false);
        style.setAxisTitleFont(Fonts.plain(size.letters - 2));
        style.setAxisTickLabelsFont(Fonts.plain(size.letters - 3));
        style.setAxisTickLabelsColor(Fonts.INK);
        style.setAxisTickMarksColor(FRAME);
        style.setYAxisLeftWidthHint(size.labels);
        style.setMarkerSize(6);
        style.setChartPadding(12);
        style.setChartTitlePadding(8);
        style.setPlotGridVerticalLinesVisible(false);
        style.setPlotMargin(0);
        style.setPlotContentSize(1);
    }

    /** Half the epochs between two records of air, and at least what the last label takes. */
    private static void epochAxis(XYStyler style, Size size, double[] epochs) {
        double first = Arrays.stream(epochs).min().orElseThrow();
        double last = Arrays.stream(epochs).max().orElseThrow();
        double air = epochs.length > 1 ? (last - first) * Math.max(0.5 / (epochs.length - 1), EDGE) : ALONE;
        style.setXAxisMin(first - air);
        style.setXAxisMax(last + air);
        // XChart rounds a step to the nearest of 1, 2, 5 and wants one tick to fit: a bit less than an epoch gives
        // whole ones.
        int epoch = (int) Math.round(0.85 * size.plotWidth() / (last - first + 2 * air));
        style.setXAxisTickMarkSpacingHint(Math.max(TICK_SPACING, epoch));
        style.setXAxisDecimalPattern("0");
    }

    /** Values with a twentieth of their range of air, and some room where all are equal. */
    private static void valueAxis(XYStyler style, Size size, Scale scale, List<Curve> curves) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            for (double value : curve.values) {
                if (Double.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        if (scale == Scale.COUNT) {
            low = 0;
            high = Math.max(high, FEWEST_COUNTS);
        } else if (scale == Scale.LOG) {
            low = Math.floor(low);
            high = Math.max(Math.ceil(high), low + 1);
        }
        double largest = Math.max(Math.abs(low), Math.abs(high));
        boolean flat = high - low <= FLAT * Math.max(largest, 1e-3);
        double air = flat ? Math.max(largest / 20, 1e-3) : (high - low) / 20;
        style.setYAxisMin(low - air);
        style.setYAxisMax(high + air);
        double range = high - low + 2 * air;
        int whole = scale == Scale.PLAIN ? 0 : (int) Math.round(0.85 * size.plotHeight() / range);
        style.setYAxisTickMarkSpacingHint(Math.max(TICK_HEIGHT, whole));
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(1.35 * range * TICK_HEIGHT / size.plotHeight())));
        style.setYAxisTickLabelsFormattingFunction(y -> label(y, scale, largest, decimals));
    }

    private static String label(double y, Scale scale, double largest, int decimals) {
        if (scale == Scale.LOG) {
            return "1e" + Math.round(y);
        }
        return largest < LARGE
                ? Numbers.fixed(y, scale == Scale.COUNT ? 0 : decimals)
                : String.format(Locale.ROOT, "%.3e", y);
    }

    /** A panel of which nothing was measured says so. */
    private static void blank(Graphics2D pen, Size size, String title) {
        pen.setColor(Fonts.INK);
        pen.setFont(Fonts.bold(size.letters));
        centre(pen, title, size.width + size.labels - 12, 30);
        pen.setColor(FRAME);
        pen.drawRect(size.labels, 46, size.width - size.labels - 12, size.height - 100);
        pen.setColor(Fonts.INK);
        pen.setFont(Fonts.plain(size.letters - 2));
        centre(pen, "no finite values", size.width + size.labels - 12, size.height / 2);
    }

    private static void centre(Graphics2D pen, String text, int width, int y) {
        FontMetrics metrics = pen.getFontMetrics();
        pen.drawString(text, (width - metrics.stringWidth(text)) / 2, Fonts.baseline(metrics, y));
    }
}
