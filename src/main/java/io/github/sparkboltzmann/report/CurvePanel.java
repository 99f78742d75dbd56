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
    /** With more epochs than this the markers touch. */
    private static final int MOST_MARKERS = 50;

    /** Keeps the plots of two panels below each other, whatever their labels. */
    private static final int LABELS = 86;

    private static final int TICK_SPACING = 60;
    private static final int TICK_HEIGHT = 44;
    /** Pixels of the plot itself, near enough to space ticks by. */
    private static final double PLOT_WIDTH = 790;

    private static final double PLOT_HEIGHT = 235;
    /** A range of less than this part of the values, or of 1e-3, is rounding, and no axis has the digits for it. */
    private static final double FLAT = 1e-6;
    /**
     * From here on labels have an exponent. Digits alone push the plot aside, and at 1e20 XChart asks for them again without end: 11 million
     * labels in 15 seconds, against 10 with an exponent.
     */
    private static final double LARGE = 1e6;

    private CurvePanel() {}

    static void draw(Graphics2D pen, int width, int height, String title, String unit, List<Curve> curves) {
        if (curves.isEmpty()) {
            blank(pen, width, height, title);
            return;
        }
        XYChart chart = new XYChart(width, height);
        chart.setTitle(title);
        chart.setXAxisTitle("epoch");
        chart.setYAxisTitle(unit);
        style(chart.getStyler());
        axes(chart.getStyler(), curves);
        for (Curve curve : curves) {
            XYSeries series = chart.addSeries(curve.name, curve.epochs, curve.values);
            series.setMarker(curve.epochs.length > MOST_MARKERS ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            series.setMarkerColor(curve.colour);
            series.setLineColor(curve.colour);
            series.setLineStyle(curve.stroke);
        }
        chart.paint(pen, width, height);
    }

    static void style(XYStyler style) {
        style.setLocale(Locale.ROOT);
        style.setLegendVisible(false);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderColor(FRAME);
        style.setPlotGridLinesColor(GRID);
        style.setChartFontColor(Fonts.INK);
        style.setChartTitleFont(Fonts.bold(16));
        style.setChartTitleBoxVisible(false);
        style.setAxisTitleFont(Fonts.plain(14));
        style.setAxisTickLabelsFont(Fonts.plain(13));
        style.setAxisTickLabelsColor(Fonts.INK);
        style.setAxisTickMarksColor(FRAME);
        style.setYAxisLeftWidthHint(LABELS);
        style.setMarkerSize(6);
        style.setChartPadding(12);
        style.setChartTitlePadding(8);
        style.setPlotGridVerticalLinesVisible(false);
        style.setPlotMargin(0);
        style.setPlotContentSize(1);
    }

    /** Whole epochs with half an epoch of air; values with a twentieth of their range, and some room where all are equal. */
    private static void axes(XYStyler style, List<Curve> curves) {
        double[] epochs = curves.get(0).epochs;
        double first = Arrays.stream(epochs).min().orElseThrow();
        double last = Arrays.stream(epochs).max().orElseThrow();
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
        double size = Math.max(Math.abs(low), Math.abs(high));
        boolean flat = high - low <= FLAT * Math.max(size, 1e-3);
        double air = flat ? Math.max(size / 20, 1e-3) : (high - low) / 20;
        style.setXAxisMin(first - 0.5);
        style.setXAxisMax(last + 0.5);
        style.setYAxisMin(low - air);
        style.setYAxisMax(high + air);
        // XChart rounds a step to the nearest of 1, 2, 5 and wants one tick to fit: a bit less than an epoch gives
        // whole ones.
        int epoch = (int) Math.round(0.85 * PLOT_WIDTH / (last - first + 1));
        style.setXAxisTickMarkSpacingHint(Math.max(TICK_SPACING, epoch));
        style.setXAxisDecimalPattern("0");
        double step = (high - low + 2 * air) * TICK_HEIGHT / PLOT_HEIGHT;
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(1.35 * step)));
        style.setYAxisTickMarkSpacingHint(TICK_HEIGHT);
        style.setYAxisTickLabelsFormattingFunction(
                y -> size < LARGE ? Numbers.fixed(y, decimals) : String.format(Locale.ROOT, "%.3e", y));
    }

    /** A panel of which nothing was measured says so. */
    private static void blank(Graphics2D pen, int width, int height, String title) {
        pen.setColor(Fonts.INK);
        pen.setFont(Fonts.bold(16));
        centre(pen, title, width + LABELS - 12, 30);
        pen.setColor(FRAME);
        pen.drawRect(LABELS, 46, width - LABELS - 12, height - 100);
        pen.setColor(Fonts.INK);
        pen.setFont(Fonts.plain(14));
        centre(pen, "no finite values", width + LABELS - 12, height / 2);
    }

    private static void centre(Graphics2D pen, String text, int width, int y) {
        FontMetrics metrics = pen.getFontMetrics();
        pen.drawString(text, (width - metrics.stringWidth(text)) / 2, Fonts.baseline(metrics, y));
    }
}
