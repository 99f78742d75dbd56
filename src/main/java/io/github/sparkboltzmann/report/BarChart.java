package io.github.sparkboltzmann.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bars over named places, several beside each other: a distribution beside a sampler's histogram, for example.
 *
 * <pre>
 * byte[] png = new BarChart("Eight states", "a b c", "probability", states)
 *         .bars("exact", probabilities)
 *         .bars("sampled", frequencies)
 *         .png();
 * </pre>
 *
 * <p>The vertical axis begins at 0. Names of places stand upright where there is no room for them. The same numbers give the same bytes.
 */
public final class BarChart {
    private static final int WIDTH = 900;
    private static final int PLOT = 300;
    private static final int LEFT = 84;
    private static final int RIGHT = 20;
    /** Title above, legend below it. */
    private static final int HEAD = 64;

    private static final int LETTERS = 13;
    private static final int MOST_TICKS = 6;
    /** Part of a place that its bars take. */
    private static final double FILLED = 0.8;

    private static final Color GRID = new Color(0xE4E4E4);

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final String[] places;
    private final List<LineSeries> series = new ArrayList<>();

    /** @param places names of the places, one or more */
    public BarChart(String title, String xTitle, String yTitle, String... places) {
        if (places.length < 1) {
            throw new IllegalArgumentException("expected at least 1 place, got 0");
        }
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.places = places.clone();
    }

    /**
     * Adds a bar at each place.
     *
     * @param values 0 or more and finite, as many as places
     */
    public BarChart bars(String name, double... values) {
        if (values.length != places.length) {
            throw new IllegalArgumentException(
                    "expected " + places.length + " values of '" + name + "', got " + values.length);
        }
        for (double value : values) {
            if (!(value >= 0 && value <= 1e300)) {
                throw new IllegalArgumentException(
                        "expected finite values of 0 or more of '" + name + "', got " + Arrays.toString(values));
            }
        }
        double[] numbers = new double[places.length];
        Arrays.setAll(numbers, i -> i);
        series.add(LineSeries.of(name, series.size(), numbers, new double[][] {values}));
        return this;
    }

    /**
     * A PNG of 1800 pixels in width, made to be shown at half that size.
     *
     * @throws IllegalArgumentException without bars
     * @throws ReportException if this machine has no font
     */
    public byte[] png() {
        if (series.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 series of bars, got 0");
        }
        return Png.withText(() -> {
            int names = namesHeight();
            return Png.sharp(WIDTH, HEAD + PLOT + names + 2 * LETTERS + 12, pen -> draw(pen, names));
        });
    }

    private void draw(Graphics2D pen, int names) {
        centre(pen, title, Fonts.bold(16), (LEFT + WIDTH - RIGHT) / 2, 20);
        legend(pen, 46);
        double highest = series.stream()
                .flatMapToDouble(bars -> Arrays.stream(bars.mean))
                .max()
                .orElseThrow();
        double step = step(highest);
        double top = step * Math.max(1, Math.ceil(highest / step - 1e-9));
        grid(pen, step, top);
        double place = (double) (WIDTH - LEFT - RIGHT) / places.length;
        double width = FILLED * place / series.size();
        for (int s = 0; s < series.size(); s++) {
            pen.setColor(series.get(s).colour);
            for (int i = 0; i < places.length; i++) {
                double height = PLOT * series.get(s).mean[i] / top;
                double x = LEFT + place * (i + (1 - FILLED) / 2) + s * width;
                pen.fill(new Rectangle2D.Double(x, HEAD + PLOT - height, Math.max(1, width - 1), height));
            }
        }
        names(pen, place, names);
        centre(pen, xTitle, Fonts.plain(14), (LEFT + WIDTH - RIGHT) / 2, HEAD + PLOT + names + LETTERS + 6);
        pen.rotate(-Math.PI / 2);
        centre(pen, yTitle, Fonts.plain(14), -HEAD - PLOT / 2, 16);
        pen.rotate(Math.PI / 2);
    }

    /** Horizontal lines and their numbers. */
    private static void grid(Graphics2D pen, double step, double top) {
        pen.setFont(Fonts.plain(LETTERS));
        FontMetrics metrics = pen.getFontMetrics();
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        for (int tick = 0; tick <= Math.round(top / step); tick++) {
            double y = HEAD + PLOT * (1 - tick * step / top);
            pen.setColor(GRID);
            pen.draw(new Line2D.Double(LEFT, y, WIDTH - RIGHT, y));
            pen.setColor(Fonts.INK);
            String number = Numbers.fixed(tick * step, decimals);
            pen.drawString(number, LEFT - 8 - metrics.stringWidth(number), Fonts.baseline(metrics, (int) Math.rint(y)));
        }
    }

    /** 1, 2 or 5 times a power of 10, so that there are few ticks. */
    private static double step(double highest) {
        if (!(highest > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(highest / MOST_TICKS)));
        for (int factor : new int[] {1, 2, 5}) {
            if (highest / (factor * power) <= MOST_TICKS) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private void names(Graphics2D pen, double place, int height) {
        pen.setFont(Fonts.plain(LETTERS));
        pen.setColor(Fonts.INK);
        FontMetrics metrics = pen.getFontMetrics();
        boolean upright = height > LETTERS + 12;
        for (int i = 0; i < places.length; i++) {
            int middle = (int) Math.rint(LEFT + place * (i + 0.5));
            int width = metrics.stringWidth(places[i]);
            if (upright) {
                Graphics2D own = (Graphics2D) pen.create();
                own.rotate(-Math.PI / 2);
                own.drawString(places[i], -(HEAD + PLOT + 8 + width), Fonts.baseline(metrics, middle));
                own.dispose();
            } else {
                pen.drawString(places[i], middle - width / 2, Fonts.baseline(metrics, HEAD + PLOT + 14));
            }
        }
    }

    /** What the names of places take below the plot. */
    private int namesHeight() {
        int[] widest = new int[1];
        Png.sharp(1, 1, pen -> {
            FontMetrics metrics = pen.getFontMetrics(Fonts.plain(LETTERS));
            widest[0] =
                    Arrays.stream(places).mapToInt(metrics::stringWidth).max().orElseThrow();
        });
        boolean fits = widest[0] + 6 <= (WIDTH - LEFT - RIGHT) / places.length;
        return fits ? LETTERS + 12 : Math.max(widest[0] + 12, LETTERS + 13);
    }

    private void legend(Graphics2D pen, int y) {
        pen.setFont(Fonts.plain(14));
        FontMetrics metrics = pen.getFontMetrics();
        int total = -28;
        for (LineSeries bars : series) {
            total += 14 + 8 + metrics.stringWidth(bars.name) + 28;
        }
        int x = (LEFT + WIDTH - RIGHT - total) / 2;
        for (LineSeries bars : series) {
            pen.setColor(bars.colour);
            pen.fillRect(x, y - 7, 14, 14);
            pen.setColor(Fonts.INK);
            pen.drawString(bars.name, x + 22, Fonts.baseline(metrics, y));
            x += 22 + metrics.stringWidth(bars.name) + 28;
        }
    }

    private static void centre(Graphics2D pen, String text, Font font, int x, int y) {
        pen.setColor(Fonts.INK);
        pen.setFont(font);
        FontMetrics metrics = pen.getFontMetrics();
        pen.drawString(text, x - metrics.stringWidth(text) / 2, Fonts.baseline(metrics, y));
    }
}
