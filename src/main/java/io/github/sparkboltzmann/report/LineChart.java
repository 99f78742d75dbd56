package io.github.sparkboltzmann.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines over a numeric axis, for studies: the mean of several runs with a band from the smallest to the largest of them, and horizontal lines
 * to hold them against. For example log-likelihood against updates, with the bound.
 *
 * <pre>
 * byte[] png = new LineChart("Exact log-likelihood", "updates", "nats a row")
 *         .series("PCD-5", updates, runs)           // runs[seed][place]
 *         .reference("independent units", -9.234)
 *         .logarithmic()
 *         .png();
 * </pre>
 *
 * <p>The vertical axis holds all that is finite, references too, unless {@link #from} gives it a lower end. The same numbers give the same
 * bytes.
 */
public final class LineChart {
    private static final int WIDTH = 900;
    private static final int PLOT = 470;
    private static final int MARGIN = 20;
    private static final int LEGEND_LINE = 26;
    /** Of the air above the plot's title that the legend may use. */
    private static final int OVERLAP = 6;

    private static final int SAMPLE = 34;
    private static final int NOTE = 26;
    /** Twice the pixels, for screens that have them. */
    private static final int SHARPNESS = 2;

    private static final BasicStroke REFERENCE =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);

    final String title;
    final String xTitle;
    final String yTitle;
    final List<LineSeries> series = new ArrayList<>();
    final List<Reference> references = new ArrayList<>();
    boolean logarithmic;
    boolean direct;
    double lowest = Double.NaN;
    private String note = "";

    /** A horizontal line with its name. */
    static final class Reference {
        final String name;
        final double value;

        Reference(String name, double value) {
            this.name = name;
            this.value = value;
        }
    }

    public LineChart(String title, String xTitle, String yTitle) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /**
     * Adds the runs of one method.
     *
     * @param x ascending, one place or more
     * @param runs {@code runs[run][place]}, one run or more
     * @throws IllegalArgumentException if sizes do not fit
     */
    public LineChart series(String name, double[] x, double[][] runs) {
        if (x.length < 1 || runs.length < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 place and 1 run of '" + name + "', got " + x.length + " and " + runs.length);
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || i > 0 && x[i] <= x[i - 1]) {
                throw new IllegalArgumentException(
                        "expected ascending places of '" + name + "', got " + Arrays.toString(x));
            }
        }
        for (double[] run : runs) {
            if (run.length != x.length) {
                throw new IllegalArgumentException(
                        "expected " + x.length + " values of '" + name + "', got " + run.length);
            }
        }
        series.add(LineSeries.of(name, series.size(), x, runs));
        return this;
    }

    /**
     * Adds the mean of a method's runs with an interval around it, from {@code mean - half} to {@code mean + half}; {@link #note} should say of what kind.
     *
     * @throws IllegalArgumentException if sizes do not fit
     */
    public LineChart interval(String name, double[] x, double[] mean, double[] half) {
        if (mean.length != half.length) {
            throw new IllegalArgumentException("expected as many half widths of '" + name + "' as means, got "
                    + half.length + " and " + mean.length);
        }
        double[][] ends = new double[2][mean.length];
        for (int i = 0; i < mean.length; i++) {
            ends[0][i] = mean[i] - half[i];
            ends[1][i] = mean[i] + half[i];
        }
        return series(name, x, ends);
    }

    /** Adds one run. */
    public LineChart series(String name, double[] x, double[] values) {
        return series(name, x, new double[][] {values});
    }

    /** Adds a dashed horizontal line, named at the right of the plot. */
    public LineChart reference(String name, double value) {
        if (!(Math.abs(value) <= 1e300)) {
            throw new IllegalArgumentException("expected a finite reference '" + name + "', got " + value);
        }
        references.add(new Reference(name, value));
        return this;
    }

    /** Makes the horizontal axis logarithmic; its places are then positive. */
    public LineChart logarithmic() {
        logarithmic = true;
        return this;
    }

    /** Says below the plot what its lines and bands are, in the place of the words for the mean and the range of runs. */
    public LineChart note(String text) {
        note = text;
        return this;
    }

    /** Names each line at its right end, in its colour, in the place of a legend above. */
    public LineChart direct() {
        direct = true;
        return this;
    }

    /** Ends the vertical axis below at that value: what lies below is not seen. */
    public LineChart from(double value) {
        lowest = value;
        return this;
    }

    /**
     * A PNG of 1800 pixels in width, made to be shown at half that size.
     *
     * @throws IllegalArgumentException without a series, or for places that a logarithmic axis has not
     * @throws ReportException if this machine has no font
     */
    public byte[] png() {
        if (series.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 series, got 0");
        }
        for (LineSeries line : series) {
            if (logarithmic && line.x[0] <= 0) {
                throw new IllegalArgumentException(
                        "expected positive places of '" + line.name + "' on a logarithmic axis, got " + line.x[0]);
            }
        }
        return Png.withText(this::draw);
    }

    private BufferedImage draw() {
        List<List<LineSeries>> rows = direct ? List.of() : legendRows();
        String note = bands();
        int legend = MARGIN / 2 + rows.size() * LEGEND_LINE - OVERLAP;
        int height = legend + PLOT + (note.isEmpty() ? 0 : NOTE);
        BufferedImage image = new BufferedImage(WIDTH * SHARPNESS, height * SHARPNESS, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.scale(SHARPNESS, SHARPNESS);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, height);
        Fonts.smooth(pen);
        for (int row = 0; row < rows.size(); row++) {
            legend(pen, rows.get(row), MARGIN / 2 + LEGEND_LINE / 2 + row * LEGEND_LINE);
        }
        pen.translate(0, legend);
        LinePanel.draw(pen, WIDTH - MARGIN, PLOT, this, REFERENCE);
        pen.translate(0, PLOT);
        if (!note.isEmpty()) {
            pen.setFont(Fonts.plain(13));
            pen.setColor(Fonts.INK);
            FontMetrics metrics = pen.getFontMetrics();
            pen.drawString(note, (WIDTH - metrics.stringWidth(note)) / 2, Fonts.baseline(metrics, NOTE / 2 - 4));
        }
        pen.dispose();
        return image;
    }

    /** What lines and bands are, where there are bands. */
    private String bands() {
        if (!note.isEmpty()) {
            return note;
        }
        if (series.stream().noneMatch(LineSeries::hasBand)) {
            return "";
        }
        int fewest = series.stream().mapToInt(line -> line.runs).min().orElseThrow();
        int most = series.stream().mapToInt(line -> line.runs).max().orElseThrow();
        return "Lines: mean of " + (fewest == most ? most : fewest + " to " + most)
                + " runs. Bands: from the smallest to the largest.";
    }

    private List<List<LineSeries>> legendRows() {
        FontMetrics metrics = legendMetrics();
        List<List<LineSeries>> rows = new ArrayList<>(List.of(new ArrayList<>()));
        int used = 0;
        for (LineSeries line : series) {
            int width = SAMPLE + 8 + metrics.stringWidth(line.name) + 28;
            if (used + width > WIDTH - 2 * MARGIN && used > 0) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(line);
            used += width;
        }
        return rows;
    }

    private static FontMetrics legendMetrics() {
        Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            Fonts.smooth(pen);
            return pen.getFontMetrics(Fonts.plain(14));
        } finally {
            pen.dispose();
        }
    }

    private static void legend(Graphics2D pen, List<LineSeries> lines, int y) {
        pen.setFont(Fonts.plain(14));
        FontMetrics metrics = pen.getFontMetrics();
        int total = -28;
        for (LineSeries line : lines) {
            total += SAMPLE + 8 + metrics.stringWidth(line.name) + 28;
        }
        int x = (WIDTH - total) / 2;
        for (LineSeries line : lines) {
            if (line.hasBand()) {
                pen.setColor(line.bandColour());
                pen.fillRect(x, y - 7, SAMPLE, 14);
            }
            pen.setColor(line.colour);
            pen.setStroke(line.stroke);
            pen.draw(new Line2D.Double(x, y, x + SAMPLE, y));
            pen.setColor(Fonts.INK);
            pen.drawString(line.name, x + SAMPLE + 8, Fonts.baseline(metrics, y));
            x += SAMPLE + 8 + metrics.stringWidth(line.name) + 28;
        }
        pen.setStroke(new BasicStroke(1));
    }
}
