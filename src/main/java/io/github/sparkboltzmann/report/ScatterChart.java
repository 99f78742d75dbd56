package io.github.sparkboltzmann.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Points over two numeric axes, each set with the straight line that it is held against, for studies.
 *
 * <pre>
 * byte[] png = new ScatterChart("Frequencies", "energy", "log frequency")
 *         .points("kT = 1", energies, logs, -1, -logZ)      // y = -x - log Z
 *         .png();
 * </pre>
 *
 * <p>The axes hold all points; lines go from a set's first place to its last. The same numbers give the same bytes.
 */
public final class ScatterChart {
    private static final int WIDTH = 900;
    private static final int PLOT = 540;
    private static final int MARGIN = 20;
    private static final int LEGEND = 36;
    private static final int NOTE = 26;
    private static final int SAMPLE = 34;
    private static final int GAP = 36;
    /** How opaque a point is, of 255: where many lie on each other they are seen to. */
    private static final int POINT = 110;

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<double[]> x = new ArrayList<>();
    private final List<double[]> y = new ArrayList<>();
    private final List<LineSeries> lines = new ArrayList<>();
    private String note = "";

    public ScatterChart(String title, String xTitle, String yTitle) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /**
     * Adds points and the line {@code y = intercept + slope x}.
     *
     * @throws IllegalArgumentException without two different places, for sizes that do not fit, and for numbers that are not finite
     */
    public ScatterChart points(String name, double[] places, double[] values, double slope, double intercept) {
        if (places.length != values.length) {
            throw new IllegalArgumentException("expected as many values of '" + name + "' as places, got "
                    + values.length + " and " + places.length);
        }
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < places.length; i++) {
            if (!Double.isFinite(places[i]) || !Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "expected finite points of '" + name + "', got (" + places[i] + ", " + values[i] + ")");
            }
            first = Math.min(first, places[i]);
            last = Math.max(last, places[i]);
        }
        if (!(first < last)) {
            throw new IllegalArgumentException("expected 2 different places or more of '" + name + "'");
        }
        x.add(places.clone());
        y.add(values.clone());
        double[] ends = {first, last};
        double[] heights = {intercept + slope * first, intercept + slope * last};
        lines.add(LineSeries.of(name, lines.size(), ends, new double[][] {heights}));
        return this;
    }

    /** Says below the plot what points and lines are. */
    public ScatterChart note(String text) {
        note = text;
        return this;
    }

    /**
     * A PNG of 1800 pixels in width, made to be shown at half that size.
     *
     * @throws IllegalArgumentException without points
     * @throws ReportException if this machine has no font
     */
    public byte[] png() {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 set of points, got 0");
        }
        int height = LEGEND + PLOT + (note.isEmpty() ? 0 : NOTE);
        return Png.withText(() -> Png.sharp(WIDTH, height, this::draw));
    }

    private void draw(Graphics2D pen) {
        legend(pen);
        pen.translate(0, LEGEND);
        XYChart chart = new XYChart(WIDTH - MARGIN, PLOT);
        chart.setTitle(title);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        CurvePanel.style(chart.getStyler(), CurvePanel.Size.WIDE);
        axes(chart.getStyler());
        for (int s = 0; s < lines.size(); s++) {
            XYSeries points = chart.addSeries("points " + s, x.get(s), y.get(s));
            points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            points.setMarker(SeriesMarkers.CIRCLE);
            points.setMarkerColor(pale(lines.get(s).colour));
        }
        for (int s = 0; s < lines.size(); s++) {
            LineSeries line = lines.get(s);
            XYSeries drawn = chart.addSeries("line " + s, line.x, line.mean);
            drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
            drawn.setMarker(SeriesMarkers.NONE);
            // Darker than the points that it lies on.
            drawn.setLineColor(line.colour.darker());
            drawn.setLineStyle(line.stroke);
        }
        chart.paint(pen, WIDTH - MARGIN, PLOT);
        pen.translate(0, PLOT);
        pen.setFont(Fonts.plain(13));
        pen.setColor(Fonts.INK);
        FontMetrics metrics = pen.getFontMetrics();
        pen.drawString(note, (WIDTH - metrics.stringWidth(note)) / 2, Fonts.baseline(metrics, NOTE / 2 - 4));
    }

    private static Color pale(Color colour) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), POINT);
    }

    /** All points with a thirtieth of their range as air. */
    private void axes(XYStyler style) {
        double[] ends = ends(x);
        style.setXAxisMin(ends[0]);
        style.setXAxisMax(ends[1]);
        style.setXAxisTickLabelsFormattingFunction(value -> Numbers.fixed(value, decimals(ends)));
        double[] heights = ends(y);
        style.setYAxisMin(heights[0]);
        style.setYAxisMax(heights[1]);
        style.setYAxisTickLabelsFormattingFunction(value -> Numbers.fixed(value, decimals(heights)));
    }

    /** As many as about ten ticks need. */
    private static int decimals(double[] ends) {
        return (int) Math.max(0, -Math.floor(Math.log10((ends[1] - ends[0]) / 7)));
    }

    private static double[] ends(List<double[]> sets) {
        double low =
                sets.stream().flatMapToDouble(java.util.Arrays::stream).min().orElseThrow();
        double high =
                sets.stream().flatMapToDouble(java.util.Arrays::stream).max().orElseThrow();
        double air = high > low ? (high - low) / 30 : 1;
        return new double[] {low - air, high + air};
    }

    /** A point on a piece of the line, and the name. */
    private void legend(Graphics2D pen) {
        pen.setFont(Fonts.plain(14));
        FontMetrics metrics = pen.getFontMetrics();
        int total = -GAP;
        for (LineSeries line : lines) {
            total += SAMPLE + 8 + metrics.stringWidth(line.name) + GAP;
        }
        int left = (WIDTH - total) / 2;
        int middle = LEGEND / 2 + 4;
        for (LineSeries line : lines) {
            pen.setColor(line.colour.darker());
            pen.setStroke(line.stroke);
            pen.draw(new Line2D.Double(left, middle, left + SAMPLE, middle));
            pen.setColor(line.colour);
            pen.fill(new Ellipse2D.Double(left + SAMPLE / 2.0 - 4, middle - 4, 8, 8));
            pen.setColor(Fonts.INK);
            pen.drawString(line.name, left + SAMPLE + 8, Fonts.baseline(metrics, middle));
            left += SAMPLE + 8 + metrics.stringWidth(line.name) + GAP;
        }
        pen.setStroke(new BasicStroke(1));
    }
}
