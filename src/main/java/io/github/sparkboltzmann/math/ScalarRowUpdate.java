package io.github.sparkboltzmann.math;

/** {@link RowUpdate} in plain Java: the definition that the faster one has to equal bit by bit. */
final class ScalarRowUpdate implements RowUpdate {
    static final int PARTIAL_SUMS = 16;

    private static final ThreadLocal<float[]> PARTIAL = ThreadLocal.withInitial(() -> new float[PARTIAL_SUMS]);

    @Override
    public float step(
            float[] w,
            int at,
            int velocity,
            float[] s,
            float scale,
            float x,
            float y,
            float[] g,
            float[] m,
            int columns,
            float rate,
            float momentum,
            float decay,
            float[] out) {
        float[] partial = zeros();
        from(0, partial, w, at, velocity, s, scale, x, y, g, m, columns, rate, momentum, decay, out);
        return sum(partial);
    }

    /** Columns {@code first} and on. */
    static void from(
            int first,
            float[] partial,
            float[] w,
            int at,
            int velocity,
            float[] s,
            float scale,
            float x,
            float y,
            float[] g,
            float[] m,
            int columns,
            float rate,
            float momentum,
            float decay,
            float[] out) {
        for (int j = first; j < columns; j++) {
            float grad = Math.fma(s[at + j], scale, -Math.fma(x, g[j], y * m[j]));
            out[j] = Math.fma(x, grad, out[j]);
            partial[j % PARTIAL_SUMS] = Math.fma(grad, m[j], partial[j % PARTIAL_SUMS]);
            float move = rate * Math.fma(-decay, w[at + j], grad);
            if (velocity >= 0) {
                move = Math.fma(momentum, w[velocity + j], move);
                w[velocity + j] = move;
            }
            w[at + j] += move;
        }
    }

    /** The thread's partial sums, all zero: a row is too short to allocate them for each. */
    static float[] zeros() {
        float[] partial = PARTIAL.get();
        java.util.Arrays.fill(partial, 0f);
        return partial;
    }

    /** In a fixed order. */
    static float sum(float[] partial) {
        float sum = 0;
        for (float part : partial) {
            sum += part;
        }
        return sum;
    }
}
