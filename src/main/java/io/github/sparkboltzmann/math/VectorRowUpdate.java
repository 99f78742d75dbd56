package io.github.sparkboltzmann.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowUpdate} in vector registers: sixteen columns at once, as one register of 512 bits or two of 256. */
final class VectorRowUpdate implements RowUpdate {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

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
        float[] partial = ScalarRowUpdate.zeros();
        int whole = columns - columns % ScalarRowUpdate.PARTIAL_SUMS;
        if (F.length() == 16 && velocity < 0) {
            plain16(partial, w, at, s, scale, x, y, g, m, whole, rate, decay, out);
        } else if (F.length() == 16) {
            momentum16(partial, w, at, velocity, s, scale, x, y, g, m, whole, rate, momentum, decay, out);
        } else if (F.length() == 8) {
            for (int half = 0; half < 2; half++) {
                half8(half * 8, partial, w, at, velocity, s, scale, x, y, g, m, whole, rate, momentum, decay, out);
            }
        } else {
            whole = 0;
        }
        ScalarRowUpdate.from(
                whole, partial, w, at, velocity, s, scale, x, y, g, m, columns, rate, momentum, decay, out);
        return ScalarRowUpdate.sum(partial);
    }

    private static void plain16(
            float[] partial,
            float[] w,
            int at,
            float[] s,
            float scale,
            float x,
            float y,
            float[] g,
            float[] m,
            int whole,
            float rate,
            float decay,
            float[] out) {
        FloatVector sum = FloatVector.zero(F);
        for (int j = 0; j < whole; j += 16) {
            FloatVector mean = FloatVector.fromArray(F, m, j);
            FloatVector centre = FloatVector.fromArray(F, g, j).fma(FloatVector.broadcast(F, x), mean.mul(y));
            FloatVector grad = FloatVector.fromArray(F, s, at + j).fma(FloatVector.broadcast(F, scale), centre.neg());
            grad.fma(FloatVector.broadcast(F, x), FloatVector.fromArray(F, out, j))
                    .intoArray(out, j);
            sum = grad.fma(mean, sum);
            FloatVector weights = FloatVector.fromArray(F, w, at + j);
            weights.add(weights.fma(FloatVector.broadcast(F, -decay), grad).mul(rate))
                    .intoArray(w, at + j);
        }
        sum.intoArray(partial, 0);
    }

    private static void momentum16(
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
            int whole,
            float rate,
            float momentum,
            float decay,
            float[] out) {
        FloatVector sum = FloatVector.zero(F);
        for (int j = 0; j < whole; j += 16) {
            FloatVector mean = FloatVector.fromArray(F, m, j);
            FloatVector centre = FloatVector.fromArray(F, g, j).fma(FloatVector.broadcast(F, x), mean.mul(y));
            FloatVector grad = FloatVector.fromArray(F, s, at + j).fma(FloatVector.broadcast(F, scale), centre.neg());
            grad.fma(FloatVector.broadcast(F, x), FloatVector.fromArray(F, out, j))
                    .intoArray(out, j);
            sum = grad.fma(mean, sum);
            FloatVector weights = FloatVector.fromArray(F, w, at + j);
            FloatVector move = FloatVector.fromArray(F, w, velocity + j)
                    .fma(
                            FloatVector.broadcast(F, momentum),
                            weights.fma(FloatVector.broadcast(F, -decay), grad).mul(rate));
            move.intoArray(w, velocity + j);
            weights.add(move).intoArray(w, at + j);
        }
        sum.intoArray(partial, 0);
    }

    /** Every second register of eight columns, so that a register of partial sums stays what it is. */
    private static void half8(
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
            int whole,
            float rate,
            float momentum,
            float decay,
            float[] out) {
        FloatVector sum = FloatVector.zero(F);
        for (int j = first; j < whole; j += 16) {
            FloatVector mean = FloatVector.fromArray(F, m, j);
            FloatVector centre = FloatVector.fromArray(F, g, j).fma(FloatVector.broadcast(F, x), mean.mul(y));
            FloatVector grad = FloatVector.fromArray(F, s, at + j).fma(FloatVector.broadcast(F, scale), centre.neg());
            grad.fma(FloatVector.broadcast(F, x), FloatVector.fromArray(F, out, j))
                    .intoArray(out, j);
            sum = grad.fma(mean, sum);
            FloatVector weights = FloatVector.fromArray(F, w, at + j);
            FloatVector move =
                    weights.fma(FloatVector.broadcast(F, -decay), grad).mul(rate);
            if (velocity >= 0) {
                move = FloatVector.fromArray(F, w, velocity + j).fma(FloatVector.broadcast(F, momentum), move);
                move.intoArray(w, velocity + j);
            }
            weights.add(move).intoArray(w, at + j);
        }
        sum.intoArray(partial, first);
    }
}
