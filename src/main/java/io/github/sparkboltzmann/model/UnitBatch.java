package io.github.sparkboltzmann.model;

/**
 * One layer's units in a batch of rows, as a {@link UnitType} works on them: {@code input[rows, units]} without bias, row-major, the
 * parameters in which the layer's numbers stand, and its states where they are drawn or tell a row's total.
 */
public final class UnitBatch {
    final float[] input;
    final float[] state;
    final int rows;
    final int units;
    final float[] parameters;
    final int bias;
    final float inverseTemperature;
    private final int logVariance;

    private UnitBatch(
            float[] input,
            float[] state,
            int rows,
            int units,
            float[] parameters,
            int bias,
            int logVariance,
            float inverseTemperature) {
        this.input = input;
        this.state = state;
        this.rows = rows;
        this.units = units;
        this.parameters = parameters;
        this.bias = bias;
        this.logVariance = logVariance;
        this.inverseTemperature = inverseTemperature;
    }

    /** A layer's batch; {@code state} is the layer's states as they are, which a draw overwrites. */
    public static UnitBatch of(
            Machine machine,
            int layer,
            float[] parameters,
            float[] input,
            float[] state,
            int rows,
            float inverseTemperature) {
        Block bias = machine.biases(layer);
        Block variances = machine.logVariances(layer);
        return new UnitBatch(
                input,
                state,
                rows,
                bias.length(),
                parameters,
                bias.offset(),
                variances == null ? -1 : variances.offset(),
                inverseTemperature);
    }

    /** {@code z} of a row's unit, its bias included. */
    double total(int row, int unit) {
        return (double) input[row * units + unit] + parameters[bias + unit];
    }

    /** The units' variances at temperature 1: 1 where none is learned. */
    double[] variances() {
        double[] variances = new double[units];
        for (int i = 0; i < units; i++) {
            variances[i] = logVariance < 0 ? 1 : StrictMath.exp(parameters[logVariance + i]);
        }
        return variances;
    }
}
