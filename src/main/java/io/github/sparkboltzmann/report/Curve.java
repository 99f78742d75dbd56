package io.github.sparkboltzmann.report;

import io.github.sparkboltzmann.train.EpochRecord;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure of every record, with its name and how it is drawn; what is not finite, or beyond 1e300, is {@code NaN}.
 *
 * <p>Source of the colours: Okabe and Ito, Color Universal Design, 2002, revised 2008; the colour-blind tell them apart.
 */
final class Curve {
    /** The difference of two such values is still a number. */
    private static final double LARGEST = 1e300;

    private static final int[] COLOURS = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7};

    private static final BasicStroke SOLID = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);

    final String name;
    final Color colour;
    final BasicStroke stroke;
    final double[] epochs;
    final double[] values;

    private Curve(String name, Color colour, BasicStroke stroke, double[] epochs, double[] values) {
        this.name = name;
        this.colour = colour;
        this.stroke = stroke;
        this.epochs = epochs;
        this.values = values;
    }

    private static Curve of(
            String name,
            int colour,
            BasicStroke stroke,
            List<EpochRecord> history,
            ToDoubleFunction<EpochRecord> value) {
        double[] epochs = history.stream().mapToDouble(EpochRecord::epoch).toArray();
        double[] values = history.stream()
                .mapToDouble(value)
                .map(figure -> Math.abs(figure) <= LARGEST ? figure : Double.NaN)
                .toArray();
        return new Curve(name, new Color(colour), stroke, epochs, values);
    }

    static Curve train(List<EpochRecord> history, ToDoubleFunction<EpochRecord> value) {
        return of("training rows", COLOURS[0], SOLID, history, value);
    }

    static Curve validation(List<EpochRecord> history, ToDoubleFunction<EpochRecord> value) {
        return of("validation rows", COLOURS[1], SOLID, history, value);
    }

    static Curve batch(List<EpochRecord> history, ToDoubleFunction<EpochRecord> value) {
        return of("batches, while training", 0x777777, DASHED, history, value);
    }

    /** @param number from 0, at most 3: the curve's colour in its panel */
    static Curve numbered(int number, String name, List<EpochRecord> history, ToDoubleFunction<EpochRecord> value) {
        return of(name, COLOURS[number], SOLID, history, value);
    }

    /** {@code log10} of the figures, to be drawn on {@link CurvePanel.Scale#LOG}; what is not positive is {@code NaN}. */
    Curve log10() {
        double[] logarithms = Arrays.stream(values)
                .map(value -> value > 0 ? Math.log10(value) : Double.NaN)
                .toArray();
        return new Curve(name, colour, stroke, epochs, logarithms);
    }

    /** Those of the curves that have a figure. */
    static List<Curve> known(Curve... curves) {
        return Arrays.stream(curves).filter(Curve::isKnown).toList();
    }

    /** Whether any record has this figure. */
    boolean isKnown() {
        return Arrays.stream(values).anyMatch(Double::isFinite);
    }
}
