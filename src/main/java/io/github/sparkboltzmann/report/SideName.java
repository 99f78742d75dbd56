package io.github.sparkboltzmann.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;

/** A name at the right of a {@link LinePanel}'s plot, where it covers nothing: of a reference, or of a line whose end it stands beside. */
final class SideName {
    /** Between the plot and the names, with a line from one to the other. */
    private static final int LEADER = 32;

    private static final int SIZE = 13;

    private final String text;
    private final double value;
    private final Color colour;

    private SideName(String text, double value, Color colour) {
        this.text = text;
        this.value = value;
        this.colour = colour;
    }

    /** Those of all references, and of the lines where they are named directly; a line without a finite value has no end. */
    static List<SideName> of(LineChart lines) {
        List<SideName> names = new ArrayList<>();
        lines.references.forEach(line -> names.add(new SideName(line.name, line.value, Fonts.INK)));
        for (LineSeries line : lines.direct ? lines.series : List.<LineSeries>of()) {
            int last = line.x.length - 1;
            while (last >= 0 && !line.isDrawn(last)) {
                last--;
            }
            if (last >= 0) {
                names.add(new SideName(line.name, line.mean[last], line.colour));
            }
        }
        return names;
    }

    /** What they take of the width. */
    static int width(Graphics2D pen, List<SideName> names) {
        FontMetrics metrics = pen.getFontMetrics(Fonts.plain(SIZE));
        return names.stream()
                .mapToInt(name -> metrics.stringWidth(name.text) + LEADER)
                .max()
                .orElse(0);
    }

    /**
     * Writes them, moved apart where they are too near each other.
     *
     * @param right the plot's right end
     * @param lowest the plot's lower end: what lies below has no name
     */
    static void draw(Graphics2D pen, XYChart chart, List<SideName> names, double right, double lowest) {
        double edge = chart.getScreenXFromChart(right);
        pen.setFont(Fonts.plain(SIZE));
        FontMetrics metrics = pen.getFontMetrics();
        List<SideName> sorted = names.stream()
                .filter(name -> name.value >= lowest)
                .sorted(Comparator.comparingDouble(name -> -name.value))
                .toList();
        double[] heights = sorted.stream()
                .mapToDouble(name -> chart.getScreenYFromChart(name.value))
                .toArray();
        double[] places = LinePanel.apart(heights, metrics.getHeight());
        pen.setStroke(new BasicStroke(0.8f));
        for (int i = 0; i < heights.length; i++) {
            pen.setColor(sorted.get(i).colour);
            pen.draw(new Line2D.Double(edge, heights[i], edge + LEADER - 12, places[i]));
            pen.drawString(sorted.get(i).text, (float) (edge + LEADER - 8), Fonts.baseline(metrics, (int)
                    Math.round(places[i])));
        }
        pen.setStroke(new BasicStroke(1));
    }
}
