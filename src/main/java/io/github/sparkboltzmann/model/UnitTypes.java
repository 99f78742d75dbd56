package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import java.util.Locale;

/** The unit types that exist. */
public enum UnitTypes implements UnitType {
    /**
     * States 0 and 1: {@code P(s = 1) = sigmoid(z / T)}.
     *
     * <p>Means outside [0.001, 0.999] are clipped before they become a bias, so that it stays within +-6.9.
     */
    BERNOULLI {
        @Override
        public double lowest() {
            return 0;
        }

        @Override
        public double highest() {
            return 1;
        }

        @Override
        public double[] states() {
            return new double[] {0, 1};
        }

        @Override
        public void mean(
                Elementwise kernels,
                float[] input,
                float[] bias,
                int offset,
                int rows,
                int units,
                float inverseTemperature) {
            kernels.sigmoid(input, bias, offset, rows, units, inverseTemperature);
        }

        @Override
        public void draw(
                Elementwise kernels,
                float[] input,
                float[] bias,
                int offset,
                int rows,
                int units,
                float inverseTemperature,
                float[] state,
                DrawKey key,
                int firstRow) {
            kernels.sigmoidDraw(input, bias, offset, rows, units, inverseTemperature, state, key, firstRow);
        }

        @Override
        public void logPartition(
                Elementwise kernels, float[] input, float[] bias, int offset, int rows, int units, double[] out) {
            kernels.softplusSums(input, bias, offset, rows, units, out);
        }

        @Override
        public double biasOf(double mean) {
            double p = Math.max(0.001, Math.min(0.999, mean));
            return StrictMath.log(p / (1 - p));
        }
    };

    /** The type of that name, as files and settings give it. */
    public static UnitType named(String name) {
        for (UnitTypes type : values()) {
            if (type.id().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("There is no unit type '" + name + "'; there is 'bernoulli'.");
    }

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
