package io.github.sparkboltzmann.report;

import io.github.sparkboltzmann.train.EpochRecord;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure of every epoch, with its name and how it is drawn; what is not finite, or beyond 1e300, is {@code NaN}.
 *
 * <p>Source of the colours: Okabe and Ito, Color Universal Design, 2002, revised 2008; the colour-blind tell them apart.
 */
final class Curve {
    /** The difference of two such values is still a number. */
    private static final double LARGEST = 1e300;

    private static final BasicStroke SOLID = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);

    final String name;
    final Color colour;
    final BasicStroke stroke;
    final double[] epochs;
    final double[] values;

    private Curve(
            String name,
            Color colour,
            BasicStroke stroke,
            List<EpochRecord> history,
            ToDoubleFunction<EpochRecord> value) {
        this.name = name;
        this.colour = colour;
        this.stroke = stroke;
        epochs = history.stream().mapToDouble(EpochRecord::epoch).toArray();
        values = history.stream()
                .mapToDouble(value)
                .map(figure -> Math.abs(figure) <= LARGEST ? figure : Double.NaN)
                .toArray();
    }

    static Curve train(List<EpochRecord> history, ToDoubleFunction<EpochRecord> value) {
        return new Curve("training rows", new Color(0x0072B2), SOLID, history, value);
    }

    static Curve validation(List<EpochRecord> history, ToDoubleFunction<EpochRecord> value) {
        return new Curve("validation rows", new Color(0xD55E00), SOLID, history, value);
    }

    static Curve batch(List<EpochRecord> history, ToDoubleFunction<EpochRecord> value) {
        return new Curve("batches, while training", new Color(0x777777), DASHED, history, value);
    }

    /** Whether any epoch has this figure. */
    boolean measured() {
        return Arrays.stream(values).anyMatch(Double::isFinite);
    }
}
