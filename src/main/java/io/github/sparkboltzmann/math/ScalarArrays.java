package io.github.sparkboltzmann.math;

/** {@link ArrayKernels} in plain Java: the definition. */
final class ScalarArrays implements ArrayKernels {
    /** Sums that stand beside each other: summand {@code i} goes to sum {@code i mod 16}. */
    static final int SUMS = 16;

    /** Squares that are added up in float32 before they go on in double. */
    static final int BLOCK = 256;

    @Override
    public void addColumnSums(float[] x, int rows, int units, float sign, float[] into, int offset) {
        for (int i = 0; i < units; i++) {
            addColumnSum(x, rows, units, i, sign, into, offset);
        }
    }

    static void addColumnSum(float[] x, int rows, int units, int i, float sign, float[] into, int offset) {
        float sum = 0;
        for (int r = 0; r < rows; r++) {
            sum += x[r * units + i];
        }
        into[offset + i] += sign * sum;
    }

    @Override
    public void unpackBits(byte[] bits, int from, float[] out, int at, int count) {
        for (int i = 0; i < count; i++) {
            out[at + i] = bits[from + i / 8] >> (i % 8) & 1;
        }
    }

    @Override
    public void packBits(float[] x, int from, byte[] bits, int at, int count) {
        for (int first = 0; first < count; first += 8) {
            int value = 0;
            for (int i = first; i < Math.min(first + 8, count); i++) {
                assert x[from + i] == 0 || x[from + i] == 1 : "not a bit: " + x[from + i];
                value |= (int) x[from + i] << (i - first);
            }
            bits[at + first / 8] = (byte) value;
        }
    }

    @Override
    public double squaredError(float[] a, float[] b, int at, int count) {
        double[] sums = new double[SUMS];
        for (int from = 0; from < count; from += BLOCK) {
            float[] block = new float[SUMS];
            for (int i = from; i < Math.min(from + BLOCK, count); i++) {
                float d = a[at + i] - b[at + i];
                block[i % SUMS] += d * d;
            }
            for (int j = 0; j < SUMS; j++) {
                sums[j] += block[j];
            }
        }
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum;
    }

    @Override
    public void average(float[] average, int at, float[] x, int from, int count, float d) {
        for (int i = 0; i < count; i++) {
            average[at + i] = Math.fma(d, average[at + i] - x[from + i], x[from + i]);
        }
    }

    @Override
    public void climbByMoments(float[] w, int from, int to, float[] gradient, int first, int second, float[] c) {
        for (int i = from; i < to; i++) {
            float g = gradient[i] - c[7] * w[i];
            float m = c[0] * w[first + i] + c[1] * g;
            float v = c[2] * w[second + i] + c[3] * (g * g);
            w[first + i] = m;
            w[second + i] = v;
            float scale = 1 / ((float) Math.sqrt(c[4] * Math.max(v, 0f)) + c[5]);
            float x = w[i] + c[6] * m * scale;
            float t = c[8] * scale;
            w[i] = x - Math.max(-t, Math.min(t, x));
        }
    }

    @Override
    public boolean fitsBfloat16(float[] x, int from, int count) {
        int bits = 0;
        for (int i = from; i < from + count; i++) {
            bits |= Float.floatToRawIntBits(x[i]);
        }
        return (bits & 0xFFFF) == 0;
    }

    @Override
    public void roundToBfloat16(float[] x, int from, float[] out, int count) {
        roundToBfloat16(x, from, out, 0, count);
    }

    static void roundToBfloat16(float[] x, int from, float[] out, int first, int count) {
        for (int i = first; i < count; i++) {
            out[i] = Bfloat16.round(x[from + i]);
        }
    }

    @Override
    public void splitToBfloat16(float[] x, float[] high, float[] low, int count) {
        splitToBfloat16(x, high, low, 0, count);
    }

    static void splitToBfloat16(float[] x, float[] high, float[] low, int first, int count) {
        for (int i = first; i < count; i++) {
            high[i] = Bfloat16.round(x[i]);
            low[i] = Bfloat16.round(x[i] - high[i]);
        }
    }
}
