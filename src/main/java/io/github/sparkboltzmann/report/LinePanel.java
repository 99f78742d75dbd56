package io.github.sparkboltzmann.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The plot of a {@link LineChart}: XChart draws axes, bands and lines; references and their names come over it. */
final class LinePanel {
    /** Two polygons' edges would be drawn, too; this one is not seen. */
    private static final BasicStroke NO_EDGE = new BasicStroke(0f);

    private static final Color NONE = new Color(0, 0, 0, 0);
    /** What the vertical axis and the paddings take of the width. */
    private static final int AXIS = 110;
    /** Up to this range, whole places have whole ticks. */
    private static final int MOST_WHOLE = 8;

    /** With more places than this the markers touch. */
    private static final int MOST_MARKERS = 30;

    private static final int TICK_HEIGHT = 44;
    private static final int TICK_WIDTH = 90;
    /** Pixels of the plot itself, near enough to find out how many decimals ticks need. */
    private static final double PLOT_HEIGHT = 370;
    /** As in CurvePanel: a smaller range is rounding. */
    private static final double FLAT = 1e-6;

    private static final double LARGE = 1e6;

    private LinePanel() {}

    static void draw(Graphics2D pen, int width, int height, LineChart lines, BasicStroke dashes) {
        List<SideName> names = SideName.of(lines);
        int room = SideName.width(pen, names);
        XYChart chart = new XYChart(width - room, height);
        chart.setTitle(lines.title);
        chart.setXAxisTitle(lines.xTitle);
        chart.setYAxisTitle(lines.yTitle);
        CurvePanel.style(chart.getStyler(), CurvePanel.Size.WIDE);
        double[] x = horizontal(chart.getStyler(), lines, width - room - AXIS);
        double[] y = vertical(chart.getStyler(), lines);
        for (LineSeries line : lines.series) {
            bands(chart, line);
        }
        for (LineSeries line : lines.series) {
            line(chart, line);
        }
        if (chart.getSeriesCollection().isEmpty()) {
            // Nothing finite: XChart draws no axes without a series.
            add(chart, "nothing", new double[] {x[0]}, new double[] {y[0]}, NONE, SeriesMarkers.NONE);
        }
        chart.paint(pen, width - room, height);
        references(pen, chart, lines, x, y, dashes);
        SideName.draw(pen, chart, names, x[1], y[0]);
    }

    /** Sets the axis and returns its ends. */
    private static double[] horizontal(XYStyler style, LineChart lines, int plot) {
        double first =
                lines.series.stream().mapToDouble(line -> line.x[0]).min().orElseThrow();
        double last = lines.series.stream()
                .mapToDouble(line -> line.x[line.x.length - 1])
                .max()
                .orElseThrow();
        style.setXAxisLogarithmic(lines.logarithmic);
        style.setXAxisTickLabelsFormattingFunction(LinePanel::place);
        double air = last > first ? (last - first) / 40 : Math.max(Math.abs(first) / 20, 0.5);
        double from = lines.logarithmic ? first / 1.1 : first - air;
        double to = lines.logarithmic ? last * 1.1 : last + air;
        style.setXAxisMin(from);
        style.setXAxisMax(to);
        boolean whole = !lines.logarithmic
                && last - first <= MOST_WHOLE
                && lines.series.stream()
                        .flatMapToDouble(line -> Arrays.stream(line.x))
                        .allMatch(x -> x == Math.rint(x));
        // As in CurvePanel: a bit less than one gives ticks at whole numbers.
        style.setXAxisTickMarkSpacingHint(whole ? Math.max(TICK_WIDTH, (int) (0.85 * plot / (to - from))) : TICK_WIDTH);
        return new double[] {from, to};
    }

    private static String place(double x) {
        return Math.abs(x) < 1e9 && Math.abs(x - Math.rint(x)) <= 1e-9 * Math.abs(x)
                ? Numbers.grouped(Math.round(x))
                : Numbers.significant(x, 2);
    }

    /** Sets the axis and returns its ends: what is finite with a twentieth of its range as air. */
    private static double[] vertical(XYStyler style, LineChart lines) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (LineSeries line : lines.series) {
            for (int i = 0; i < line.x.length; i++) {
                if (line.isDrawn(i)) {
                    low = Math.min(low, line.low[i]);
                    high = Math.max(high, line.high[i]);
                }
            }
        }
        for (LineChart.Reference reference : lines.references) {
            low = Math.min(low, reference.value);
            high = Math.max(high, reference.value);
        }
        if (!(low <= high)) {
            low = 0;
            high = 1;
        }
        boolean cut = lines.lowest > low && lines.lowest < high;
        low = cut ? lines.lowest : low;
        double size = Math.max(Math.abs(low), Math.abs(high));
        boolean flat = high - low <= FLAT * Math.max(size, 1e-3);
        double air = flat ? Math.max(size / 20, 1e-3) : (high - low) / 20;
        double from = cut ? low : low - air;
        double to = high + air;
        style.setYAxisMin(from);
        style.setYAxisMax(to);
        style.setYAxisTickMarkSpacingHint(TICK_HEIGHT);
        double step = (to - from) * TICK_HEIGHT / PLOT_HEIGHT;
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(1.35 * step)));
        style.setYAxisTickLabelsFormattingFunction(
                value -> size < LARGE ? Numbers.fixed(value, decimals) : String.format(Locale.ROOT, "%.3e", value));
        return new double[] {from, to};
    }

    /** There and back again, a polygon for each stretch without gaps. */
    private static void bands(XYChart chart, LineSeries line) {
        if (!line.hasBand()) {
            return;
        }
        for (int[] stretch : line.stretches()) {
            int count = stretch[1] - stretch[0];
            if (count < 2) {
                continue;
            }
            double[] x = new double[2 * count];
            double[] y = new double[2 * count];
            for (int i = 0; i < count; i++) {
                x[i] = line.x[stretch[0] + i];
                y[i] = line.high[stretch[0] + i];
                x[2 * count - 1 - i] = x[i];
                y[2 * count - 1 - i] = line.low[stretch[0] + i];
            }
            XYSeries band = add(chart, "band " + chart.getSeriesCollection().size(), x, y, NONE, SeriesMarkers.NONE);
            band.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
            band.setFillColor(line.bandColour());
            band.setLineStyle(NO_EDGE);
        }
    }

    private static void line(XYChart chart, LineSeries line) {
        for (int[] stretch : line.stretches()) {
            double[] x = Arrays.copyOfRange(line.x, stretch[0], stretch[1]);
            double[] y = Arrays.copyOfRange(line.mean, stretch[0], stretch[1]);
            Marker marker = line.x.length > MOST_MARKERS && x.length > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE;
            XYSeries drawn = add(chart, "line " + chart.getSeriesCollection().size(), x, y, line.colour, marker);
            drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
            drawn.setLineStyle(line.stroke);
        }
    }

    private static XYSeries add(XYChart chart, String name, double[] x, double[] y, Color colour, Marker marker) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(marker);
        series.setMarkerColor(colour);
        series.setLineColor(colour);
        return series;
    }

    /** Dashed lines across the plot. */
    private static void references(
            Graphics2D pen, XYChart chart, LineChart lines, double[] x, double[] y, BasicStroke dashes) {
        double left = chart.getScreenXFromChart(x[0]);
        double right = chart.getScreenXFromChart(x[1]);
        pen.setColor(Fonts.INK);
        pen.setStroke(dashes);
        for (LineChart.Reference reference : lines.references) {
            if (reference.value >= y[0]) {
                double height = chart.getScreenYFromChart(reference.value);
                pen.draw(new Line2D.Double(left, height, right, height));
            }
        }
        pen.setStroke(new BasicStroke(1));
    }

    /**
     * Ascending places as near to ascending heights as they can be with a distance between them: groups that touch are centred on the mean of
     * their heights.
     */
    static double[] apart(double[] heights, double distance) {
        int n = heights.length;
        double[] centre = new double[n];
        int[] size = new int[n];
        int groups = 0;
        for (double height : heights) {
            centre[groups] = height;
            size[groups++] = 1;
            while (groups > 1
                    && centre[groups - 1] - centre[groups - 2] < (size[groups - 1] + size[groups - 2]) * distance / 2) {
                int both = size[groups - 1] + size[groups - 2];
                centre[groups - 2] =
                        (centre[groups - 1] * size[groups - 1] + centre[groups - 2] * size[groups - 2]) / both;
                size[groups - 2] = both;
                groups--;
            }
        }
        double[] places = new double[n];
        int i = 0;
        for (int group = 0; group < groups; group++) {
            for (int member = 0; member < size[group]; member++) {
                places[i++] = centre[group] + (member - (size[group] - 1) / 2.0) * distance;
            }
        }
        return places;
    }
}
