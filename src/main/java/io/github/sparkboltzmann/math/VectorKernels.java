package io.github.sparkboltzmann.math;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Elementwise} in vector registers: the operations of {@link ScalarKernels}, in its order, on 4, 8 or 16 units at once, in place.
 *
 * <p>A row's last units, fewer than a register holds, take the same path through a buffer of their own. Buffers belong to the thread, so that no
 * call allocates. A vector that the compiler cannot keep in a register becomes an object, 50 times slower; so the loops over a row are written out to
 * a length (325 bytes) that is compiled by itself and not inlined into the loop over rows.
 *
 * <p>Clamping to +-87 is done on integers, eight instructions less than comparing and blending floats on AVX-512 and JDK 17: the bits of floats
 * are ordered as integers, the sign apart. 2^23 - 1 is added first, so that NaNs wrap around to the other end, where the minimum leaves them alone.
 */
final class VectorKernels implements Elementwise {
    /** Sixteen lanes at the most: the order of draws and of partial sums repeats after sixteen units. */
    static final VectorSpecies<Float> F =
            FloatVector.SPECIES_PREFERRED.length() <= 16 ? FloatVector.SPECIES_PREFERRED : FloatVector.SPECIES_512;

    private static final VectorSpecies<Integer> I = VectorThreefry.I;
    private static final int LANES = F.length();
    private static final int CHUNK = VectorThreefry.CHUNK;

    /** Added to the bits of a float, it makes NaNs wrap around. */
    private static final int ABOVE_INFINITY = 0x007FFFFF;

    /** Where {@link ScalarKernels#EXP_LIMIT} then lies. */
    private static final int LIMIT = Float.floatToRawIntBits(ScalarKernels.EXP_LIMIT) + ABOVE_INFINITY;

    private static final int SIGN = 0x80000000;

    /** One thread's buffers: a chunk of words, and the input, bias, means and draws of a row's last units. */
    private static final class Scratch {
        private final int[] words = new int[CHUNK];
        private final float[] chunk = new float[CHUNK];
        private final float[] input = new float[LANES];
        private final float[] bias = new float[LANES];
        private final float[] draws = new float[LANES];
        private final double[] partial = new double[ScalarKernels.PARTIAL_SUMS];
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    @Override
    public void sigmoid(float[] z, float[] bias, int offset, int rows, int units, float inverseTemperature) {
        Scratch scratch = SCRATCH.get();
        int rest = units % LANES;
        int whole = units - rest;
        System.arraycopy(bias, offset + whole, scratch.bias, 0, rest);
        for (int r = 0; r < rows; r++) {
            int row = r * units;
            sigmoidRow(z, row, bias, offset, whole, inverseTemperature);
            if (rest > 0) {
                System.arraycopy(z, row + whole, scratch.input, 0, rest);
                sigmoidRow(scratch.input, 0, scratch.bias, 0, LANES, inverseTemperature);
                System.arraycopy(scratch.input, 0, z, row + whole, rest);
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
        Scratch scratch = SCRATCH.get();
        int rest = units % LANES;
        int whole = units - rest;
        System.arraycopy(bias, offset + whole, scratch.bias, 0, rest);
        for (int r = 0; r < rows; r++) {
            for (int first = 0; first < units; first += CHUNK) {
                int at = r * units + first;
                int count = Math.min(CHUNK, units - first);
                VectorThreefry.fill(scratch.words, key, firstRow + r, first, count);
                int inside = Math.min(count, whole - first);
                drawRow(z, at, bias, offset + first, inside, inverseTemperature, scratch.words, 0, state, at);
                if (inside < count) {
                    System.arraycopy(z, at + inside, scratch.input, 0, rest);
                    drawRow(
                            scratch.input,
                            0,
                            scratch.bias,
                            0,
                            LANES,
                            inverseTemperature,
                            scratch.words,
                            inside,
                            scratch.draws,
                            0);
                    System.arraycopy(scratch.input, 0, z, at + inside, rest);
                    System.arraycopy(scratch.draws, 0, state, at + inside, rest);
                }
            }
        }
    }

    @Override
    public void softplusSums(float[] z, float[] bias, int offset, int rows, int units, double[] out) {
        Scratch scratch = SCRATCH.get();
        int rest = units % LANES;
        int whole = units - rest;
        System.arraycopy(bias, offset + whole, scratch.bias, 0, rest);
        for (int r = 0; r < rows; r++) {
            Arrays.fill(scratch.partial, 0);
            for (int first = 0; first < units; first += CHUNK) {
                int at = r * units + first;
                int count = Math.min(CHUNK, units - first);
                int inside = Math.min(count, whole - first);
                softplusRow(z, at, bias, offset + first, inside, scratch.chunk, 0);
                if (inside < count) {
                    System.arraycopy(z, at + inside, scratch.input, 0, rest);
                    softplusRow(scratch.input, 0, scratch.bias, 0, LANES, scratch.chunk, inside);
                }
                // A sum is never -0, so zeros beyond the end change none.
                int padded = (count + ScalarKernels.PARTIAL_SUMS - 1) & -ScalarKernels.PARTIAL_SUMS;
                Arrays.fill(scratch.chunk, count, padded, 0f);
                addTerms(scratch.chunk, padded, scratch.partial);
            }
            double sum = 0;
            for (double part : scratch.partial) {
                sum += part;
            }
            out[r] = sum;
        }
    }

    @Override
    public void uniform(float[] out, int rows, int units, DrawKey key, int firstRow) {
        Scratch scratch = SCRATCH.get();
        for (int r = 0; r < rows; r++) {
            for (int first = 0; first < units; first += CHUNK) {
                int at = r * units + first;
                int count = Math.min(CHUNK, units - first);
                VectorThreefry.fill(scratch.words, key, firstRow + r, first, count);
                int whole = count - count % LANES;
                uniformRow(scratch.words, out, at, whole);
                for (int i = whole; i < count; i++) {
                    out[at + i] = (scratch.words[i] >>> 8) * ScalarKernels.UNIFORM;
                }
            }
        }
    }

    private static void uniformRow(int[] words, float[] out, int row, int count) {
        for (int i = 0; i < count; i += LANES) {
            uniform(words, i).intoArray(out, row + i);
        }
    }

    private static FloatVector uniform(int[] words, int i) {
        IntVector bits = IntVector.fromArray(I, words, i).lanewise(LSHR, 8);
        return ((FloatVector) bits.convert(VectorOperators.I2F, 0)).mul(ScalarKernels.UNIFORM);
    }

    /** {@code z[row + i] = sigmoid((z[row + i] + bias[from + i]) * inverseTemperature)}. */
    private static void sigmoidRow(float[] z, int row, float[] bias, int from, int count, float inverseTemperature) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(F, z, row + i)
                    .add(FloatVector.fromArray(F, bias, from + i))
                    .mul(inverseTemperature);
            FloatVector y = x.reinterpretAsInts()
                    .add(ABOVE_INFINITY)
                    .min(LIMIT)
                    .add(SIGN)
                    .min(LIMIT)
                    .sub(ABOVE_INFINITY)
                    .reinterpretAsFloats();
            FloatVector rounder = FloatVector.broadcast(F, ScalarKernels.ROUNDER);
            FloatVector shifted = y.fma(FloatVector.broadcast(F, ScalarKernels.LOG2E), rounder);
            FloatVector n = shifted.sub(rounder);
            FloatVector r = n.fma(
                    FloatVector.broadcast(F, -ScalarKernels.LN2_LOW),
                    n.fma(FloatVector.broadcast(F, -ScalarKernels.LN2_HIGH), y));
            FloatVector p = FloatVector.broadcast(F, ScalarKernels.C7);
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C6));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C5));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C4));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C3));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C2));
            p = p.fma(r, FloatVector.broadcast(F, 1f));
            p = p.fma(r, FloatVector.broadcast(F, 1f));
            IntVector power = shifted.reinterpretAsInts()
                    .sub(ScalarKernels.ROUNDER_BITS - 127)
                    .lanewise(LSHL, 23);
            FloatVector.broadcast(F, 1f)
                    .div(p.mul(power.reinterpretAsFloats()).add(1f))
                    .intoArray(z, row + i);
        }
    }

    /** As {@link #sigmoidRow}, and {@code draws[at + i] = 1} where the uniform number of {@code words[first + i]} is less, else 0. */
    private static void drawRow(
            float[] z,
            int row,
            float[] bias,
            int from,
            int count,
            float inverseTemperature,
            int[] words,
            int first,
            float[] draws,
            int at) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(F, z, row + i)
                    .add(FloatVector.fromArray(F, bias, from + i))
                    .mul(inverseTemperature);
            FloatVector y = x.reinterpretAsInts()
                    .add(ABOVE_INFINITY)
                    .min(LIMIT)
                    .add(SIGN)
                    .min(LIMIT)
                    .sub(ABOVE_INFINITY)
                    .reinterpretAsFloats();
            FloatVector rounder = FloatVector.broadcast(F, ScalarKernels.ROUNDER);
            FloatVector shifted = y.fma(FloatVector.broadcast(F, ScalarKernels.LOG2E), rounder);
            FloatVector n = shifted.sub(rounder);
            FloatVector r = n.fma(
                    FloatVector.broadcast(F, -ScalarKernels.LN2_LOW),
                    n.fma(FloatVector.broadcast(F, -ScalarKernels.LN2_HIGH), y));
            FloatVector p = FloatVector.broadcast(F, ScalarKernels.C7);
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C6));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C5));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C4));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C3));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C2));
            p = p.fma(r, FloatVector.broadcast(F, 1f));
            p = p.fma(r, FloatVector.broadcast(F, 1f));
            IntVector power = shifted.reinterpretAsInts()
                    .sub(ScalarKernels.ROUNDER_BITS - 127)
                    .lanewise(LSHL, 23);
            FloatVector mean = FloatVector.broadcast(F, 1f)
                    .div(p.mul(power.reinterpretAsFloats()).add(1f));
            mean.intoArray(z, row + i);
            FloatVector.zero(F)
                    .blend(1f, uniform(words, first + i).compare(VectorOperators.LT, mean))
                    .intoArray(draws, at + i);
        }
    }

    private static void softplusRow(float[] z, int row, float[] bias, int from, int count, float[] out, int at) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(F, z, row + i).add(FloatVector.fromArray(F, bias, from + i));
            FloatVector y = x.reinterpretAsInts()
                    .lanewise(AND, ~SIGN)
                    .add(ABOVE_INFINITY)
                    .min(LIMIT)
                    .add(SIGN - ABOVE_INFINITY)
                    .reinterpretAsFloats();
            FloatVector rounder = FloatVector.broadcast(F, ScalarKernels.ROUNDER);
            FloatVector shifted = y.fma(FloatVector.broadcast(F, ScalarKernels.LOG2E), rounder);
            FloatVector n = shifted.sub(rounder);
            FloatVector r = n.fma(
                    FloatVector.broadcast(F, -ScalarKernels.LN2_LOW),
                    n.fma(FloatVector.broadcast(F, -ScalarKernels.LN2_HIGH), y));
            FloatVector p = FloatVector.broadcast(F, ScalarKernels.C7);
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C6));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C5));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C4));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C3));
            p = p.fma(r, FloatVector.broadcast(F, ScalarKernels.C2));
            p = p.fma(r, FloatVector.broadcast(F, 1f));
            p = p.fma(r, FloatVector.broadcast(F, 1f));
            IntVector power = shifted.reinterpretAsInts()
                    .sub(ScalarKernels.ROUNDER_BITS - 127)
                    .lanewise(LSHL, 23);
            FloatVector t = p.mul(power.reinterpretAsFloats());
            FloatVector s = t.div(t.add(2f));
            FloatVector s2 = s.mul(s);
            FloatVector q = FloatVector.broadcast(F, ScalarKernels.A15);
            q = q.fma(s2, FloatVector.broadcast(F, ScalarKernels.A13));
            q = q.fma(s2, FloatVector.broadcast(F, ScalarKernels.A11));
            q = q.fma(s2, FloatVector.broadcast(F, ScalarKernels.A9));
            q = q.fma(s2, FloatVector.broadcast(F, ScalarKernels.A7));
            q = q.fma(s2, FloatVector.broadcast(F, ScalarKernels.A5));
            q = q.fma(s2, FloatVector.broadcast(F, ScalarKernels.A3));
            q = q.fma(s2, FloatVector.broadcast(F, 1f));
            // Bits of negative floats are negative integers. A NaN with a sign is lost here, but has made q one.
            FloatVector positive = x.reinterpretAsInts().max(0).reinterpretAsFloats();
            s.add(s).fma(q, positive).intoArray(out, at + i);
        }
    }

    /**
     * {@code partial[i mod 16] += terms[i]}, in the order of {@code i}, eight sums at a time: their additions overlap. {@code count} is a multiple of
     * 16. Plain: a second kind of lane conversion in the process makes objects of both, since the JDK's code for them is shared.
     */
    private static void addTerms(float[] terms, int count, double[] partial) {
        for (int j = 0; j < ScalarKernels.PARTIAL_SUMS; j += 8) {
            double s0 = partial[j];
            double s1 = partial[j + 1];
            double s2 = partial[j + 2];
            double s3 = partial[j + 3];
            double s4 = partial[j + 4];
            double s5 = partial[j + 5];
            double s6 = partial[j + 6];
            double s7 = partial[j + 7];
            for (int i = j; i < count; i += ScalarKernels.PARTIAL_SUMS) {
                s0 += terms[i];
                s1 += terms[i + 1];
                s2 += terms[i + 2];
                s3 += terms[i + 3];
                s4 += terms[i + 4];
                s5 += terms[i + 5];
                s6 += terms[i + 6];
                s7 += terms[i + 7];
            }
            partial[j] = s0;
            partial[j + 1] = s1;
            partial[j + 2] = s2;
            partial[j + 3] = s3;
            partial[j + 4] = s4;
            partial[j + 5] = s5;
            partial[j + 6] = s6;
            partial[j + 7] = s7;
        }
    }

    @Override
    public String description() {
        return "Vector API, " + F.vectorBitSize() + " bits";
    }
}
