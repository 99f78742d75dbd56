package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One line of the benchmark.
 *
 * @param value median over the repetitions
 * @param spread of the value, {@code (largest - smallest) / median}; NaN where there was one measurement
 * @param against what it is compared with; empty for nothing
 * @param ratio median of {@code value / value of against}, taken repetition by repetition; NaN for nothing to compare with
 * @param ratioSpread of the ratio
 */
record Result(
        String group,
        String name,
        double value,
        String unit,
        double spread,
        String against,
        double ratio,
        double ratioSpread) {
    /** A measurement by itself. */
    static Result of(String group, String name, Samples samples, String unit) {
        return new Result(group, name, samples.median(), unit, samples.spread(), "", Double.NaN, Double.NaN);
    }

    /** A single number. */
    static Result of(String group, String name, double value, String unit) {
        return of(group, name, Samples.of(value), unit);
    }

    /** A measurement beside another one, which was taken in turn with it. */
    static Result of(String group, String name, Samples samples, String unit, String against, Samples others) {
        Samples ratios = samples.over(others);
        return new Result(
                group, name, samples.median(), unit, samples.spread(), against, ratios.median(), ratios.spread());
    }

    /** What is not a number is null. */
    ObjectNode json(ObjectMapper mapper) {
        ObjectNode node = mapper.createObjectNode();
        node.put("group", group).put("name", name);
        put(node, "value", value);
        node.put("unit", unit);
        put(node, "spread", spread);
        node.put("against", against.isEmpty() ? null : against);
        put(node, "ratio", ratio);
        put(node, "ratioSpread", ratioSpread);
        return node;
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
