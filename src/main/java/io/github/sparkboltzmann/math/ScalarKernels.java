package io.github.sparkboltzmann.math;

/**
 * {@link Elementwise} in plain Java: the definition that every faster implementation has to equal bit by bit.
 *
 * <p>{@code exp(x) = 2^n * p(r)} with {@code n = round(x / ln 2)} and {@code r = x - n ln 2} in two parts (Cody and Waite), {@code p} the
 * Taylor polynomial of degree 7 on |r| &lt;= ln(2)/2, whose remainder is below 6e-9. {@code log1p(t) = 2 artanh(t / (2 + t))}, the series to the
 * fifteenth power, remainder below 2e-9 for t in [0, 1].
 */
final class ScalarKernels implements Elementwise {
    static final float LOG2E = 1.44269504f;
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -2.12194440e-4f;
    static final float EXP_LIMIT = 87f;

    /** 1.5 * 2^23: adding it rounds a float to an integer, which then stands in the low bits. */
    static final float ROUNDER = 12582912f;

    static final int ROUNDER_BITS = 0x4B400000;
    static final float C2 = 1f / 2;
    static final float C3 = 1f / 6;
    static final float C4 = 1f / 24;
    static final float C5 = 1f / 120;
    static final float C6 = 1f / 720;
    static final float C7 = 1f / 5040;
    static final float A3 = 1f / 3;
    static final float A5 = 1f / 5;
    static final float A7 = 1f / 7;
    static final float A9 = 1f / 9;
    static final float A11 = 1f / 11;
    static final float A13 = 1f / 13;
    static final float A15 = 1f / 15;
    static final float UNIFORM = 0x1p-24f;

    /** How many partial sums a row of softplus terms has: term {@code i} goes to sum {@code i mod 16}. */
    static final int PARTIAL_SUMS = 16;

    /** {@code e^x}, x clamped to +-87. */
    static float exp(float x) {
        float y = x > EXP_LIMIT ? EXP_LIMIT : x < -EXP_LIMIT ? -EXP_LIMIT : x;
        float shifted = Math.fma(y, LOG2E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y));
        float p = Math.fma(C7, r, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        int exponent = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
        return p * Float.intBitsToFloat((exponent + 127) << 23);
    }

    /** {@code 1 / (1 + e^-x)}. */
    static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }

    /** {@code log(1 + e^x) = max(x, 0) + log1p(e^-|x|)}. */
    static float softplus(float x) {
        float t = exp(-Math.abs(x));
        float s = t / (2f + t);
        float s2 = s * s;
        float q = Math.fma(A15, s2, A13);
        q = Math.fma(q, s2, A11);
        q = Math.fma(q, s2, A9);
        q = Math.fma(q, s2, A7);
        q = Math.fma(q, s2, A5);
        q = Math.fma(q, s2, A3);
        q = Math.fma(q, s2, 1f);
        return Math.fma(2f * s, q, Math.max(x, 0f));
    }

    @Override
    public void sigmoid(float[] z, float[] bias, int offset, int rows, int units, float inverseTemperature) {
        for (int r = 0; r < rows; r++) {
            int row = r * units;
            for (int i = 0; i < units; i++) {
                z[row + i] = sigmoid((z[row + i] + bias[offset + i]) * inverseTemperature);
            }
        }
    }

    @Override
    public void sigmoidDraw(
            float[] z,
            float[] bias,
            int offset,
            int rows,
            int units,
            float inverseTemperature,
            float[] state,
            DrawKey key,
            int firstRow) {
        sigmoid(z, bias, offset, rows, units, inverseTemperature);
        float[] group = new float[64];
        int[] words = new int[4];
        for (int r = 0; r < rows; r++) {
            for (int first = 0; first < units; first += 64) {
                uniformGroup(group, words, key, firstRow + r, first / 64);
                int row = r * units + first;
                int count = Math.min(64, units - first);
                for (int i = 0; i < count; i++) {
                    state[row + i] = group[i] < z[row + i] ? 1f : 0f;
                }
            }
        }
    }

    @Override
    public void softplusSums(float[] z, float[] bias, int offset, int rows, int units, double[] out) {
        double[] partial = new double[PARTIAL_SUMS];
        for (int r = 0; r < rows; r++) {
            java.util.Arrays.fill(partial, 0);
            int row = r * units;
            for (int i = 0; i < units; i++) {
                partial[i % PARTIAL_SUMS] += softplus(z[row + i] + bias[offset + i]);
            }
            double sum = 0;
            for (double part : partial) {
                sum += part;
            }
            out[r] = sum;
        }
    }

    @Override
    public void uniform(float[] out, int rows, int units, DrawKey key, int firstRow) {
        float[] group = new float[64];
        int[] words = new int[4];
        for (int r = 0; r < rows; r++) {
            for (int first = 0; first < units; first += 64) {
                uniformGroup(group, words, key, firstRow + r, first / 64);
                System.arraycopy(group, 0, out, r * units + first, Math.min(64, units - first));
            }
        }
    }

    /** The 64 uniform draws of one row and one group of units. */
    private static void uniformGroup(float[] out, int[] words, DrawKey key, int row, int group) {
        for (int c = 0; c < 16; c++) {
            Threefry.block(
                    key.key(0),
                    key.key(1),
                    key.key(2),
                    key.key(3),
                    group * 16 + c,
                    row,
                    key.partitionWord(),
                    key.sweepAndLayerWord(),
                    words);
            for (int w = 0; w < 4; w++) {
                out[w * 16 + c] = (words[w] >>> 8) * UNIFORM;
            }
        }
    }

    @Override
    public String description() {
        return "plain Java";
    }
}
