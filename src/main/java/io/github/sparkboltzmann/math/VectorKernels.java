package io.github.sparkboltzmann.math;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Elementwise} in vector registers: the operations of {@link ScalarKernels}, in its order, on 4, 8 or 16 units at once.
 *
 * <p>A row's last units, fewer than a register holds, are copied to a padded buffer and take the same path. Hot methods are small and
 * pass vectors through arrays, not through calls: a vector that the compiler cannot keep in a register becomes an object, 50 times slower.
 */
final class VectorKernels implements Elementwise {
    /** Sixteen lanes at the most: the order of draws and of partial sums repeats after sixteen units. */
    private static final VectorSpecies<Float> F =
            FloatVector.SPECIES_PREFERRED.length() <= 16 ? FloatVector.SPECIES_PREFERRED : FloatVector.SPECIES_512;

    private static final int LANES = F.length();
    private static final int CHUNK = VectorThreefry.CHUNK;

    @Override
    public void sigmoid(float[] z, float[] bias, int offset, int rows, int units, float inverseTemperature) {
        float[] tail = new float[2 * LANES];
        int whole = units - units % LANES;
        for (int r = 0; r < rows; r++) {
            sigmoidRow(z, r * units, bias, offset, whole, inverseTemperature);
            if (whole < units) {
                int count = units - whole;
                System.arraycopy(z, r * units + whole, tail, 0, count);
                System.arraycopy(bias, offset + whole, tail, LANES, count);
                sigmoidRow(tail, 0, tail, LANES, LANES, inverseTemperature);
                System.arraycopy(tail, 0, z, r * units + whole, count);
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
        VectorThreefry generator = new VectorThreefry(key);
        int[] words = new int[CHUNK];
        float[] tail = new float[2 * LANES];
        for (int r = 0; r < rows; r++) {
            for (int first = 0; first < units; first += CHUNK) {
                int row = r * units + first;
                int count = Math.min(CHUNK, units - first);
                int whole = count - count % LANES;
                generator.fill(words, firstRow + r, first, count);
                drawRow(z, row, bias, offset + first, whole, inverseTemperature, state, row, words, 0);
                if (whole < count) {
                    System.arraycopy(z, row + whole, tail, 0, count - whole);
                    System.arraycopy(bias, offset + first + whole, tail, LANES, count - whole);
                    drawRow(tail, 0, tail, LANES, LANES, inverseTemperature, tail, LANES, words, whole);
                    System.arraycopy(tail, 0, z, row + whole, count - whole);
                    System.arraycopy(tail, LANES, state, row + whole, count - whole);
                }
            }
        }
    }

    @Override
    public void softplusSums(float[] z, float[] bias, int offset, int rows, int units, double[] out) {
        double[] partial = new double[ScalarKernels.PARTIAL_SUMS];
        float[] terms = new float[CHUNK];
        float[] tail = new float[2 * LANES];
        for (int r = 0; r < rows; r++) {
            Arrays.fill(partial, 0);
            for (int first = 0; first < units; first += CHUNK) {
                int row = r * units + first;
                int count = Math.min(CHUNK, units - first);
                int whole = count - count % LANES;
                softplusRow(z, row, bias, offset + first, whole, terms, 0);
                if (whole < count) {
                    System.arraycopy(z, row + whole, tail, 0, count - whole);
                    System.arraycopy(bias, offset + first + whole, tail, LANES, count - whole);
                    softplusRow(tail, 0, tail, LANES, LANES, terms, whole);
                    Arrays.fill(terms, count, whole + LANES, 0f);
                }
                addRow(terms, (count + LANES - 1) / LANES * LANES, partial);
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
        VectorThreefry generator = new VectorThreefry(key);
        int[] words = new int[CHUNK];
        for (int r = 0; r < rows; r++) {
            for (int first = 0; first < units; first += CHUNK) {
                int row = r * units + first;
                int count = Math.min(CHUNK, units - first);
                generator.fill(words, firstRow + r, first, count);
                int whole = count - count % LANES;
                uniformRow(words, out, row, whole);
                for (int i = whole; i < count; i++) {
                    out[row + i] = (words[i] >>> 8) * ScalarKernels.UNIFORM;
                }
            }
        }
    }

    private static void uniformRow(int[] words, float[] out, int row, int count) {
        for (int i = 0; i < count; i += LANES) {
            IntVector bits = IntVector.fromArray(VectorThreefry.I, words, i).lanewise(VectorOperators.LSHR, 8);
            ((FloatVector) bits.convert(VectorOperators.I2F, 0))
                    .mul(ScalarKernels.UNIFORM)
                    .intoArray(out, row + i);
        }
    }

    private static void sigmoidRow(float[] z, int row, float[] bias, int offset, int count, float inverseTemperature) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(F, z, row + i).add(FloatVector.fromArray(F, bias, offset + i));
            FloatVector e = exp(x.mul(-inverseTemperature));
            FloatVector.broadcast(F, 1f).div(e.add(1f)).intoArray(z, row + i);
        }
    }

    private static void drawRow(
            float[] z,
            int row,
            float[] bias,
            int offset,
            int count,
            float inverseTemperature,
            float[] state,
            int stateRow,
            int[] words,
            int firstWord) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(F, z, row + i).add(FloatVector.fromArray(F, bias, offset + i));
            FloatVector e = exp(x.mul(-inverseTemperature));
            FloatVector mean = FloatVector.broadcast(F, 1f).div(e.add(1f));
            IntVector word = IntVector.fromArray(VectorThreefry.I, words, firstWord + i);
            FloatVector u = ((FloatVector)
                            word.lanewise(VectorOperators.LSHR, 8).convert(VectorOperators.I2F, 0))
                    .mul(ScalarKernels.UNIFORM);
            VectorMask<Float> on = u.compare(VectorOperators.LT, mean);
            mean.intoArray(z, row + i);
            FloatVector.zero(F).blend(1f, on).intoArray(state, stateRow + i);
        }
    }

    private static void softplusRow(float[] z, int row, float[] bias, int offset, int count, float[] terms, int first) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(F, z, row + i).add(FloatVector.fromArray(F, bias, offset + i));
            FloatVector t = exp(x.abs().neg());
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
            FloatVector positive = x.blend(0f, x.compare(VectorOperators.LE, 0f));
            s.add(s).fma(q, positive).intoArray(terms, first + i);
        }
    }

    /** {@code partial[i mod 16] += terms[i]}, four sums at a time: their additions overlap. */
    private static void addRow(float[] terms, int count, double[] partial) {
        for (int j = 0; j < partial.length; j += 4) {
            double a = partial[j];
            double b = partial[j + 1];
            double c = partial[j + 2];
            double d = partial[j + 3];
            for (int i = j; i < count; i += ScalarKernels.PARTIAL_SUMS) {
                a += terms[i];
                b += terms[i + 1];
                c += terms[i + 2];
                d += terms[i + 3];
            }
            partial[j] = a;
            partial[j + 1] = b;
            partial[j + 2] = c;
            partial[j + 3] = d;
        }
    }

    private static FloatVector exp(FloatVector x) {
        FloatVector y = x.blend(-ScalarKernels.EXP_LIMIT, x.compare(VectorOperators.LT, -ScalarKernels.EXP_LIMIT));
        y = y.blend(ScalarKernels.EXP_LIMIT, y.compare(VectorOperators.GT, ScalarKernels.EXP_LIMIT));
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
                .lanewise(VectorOperators.LSHL, 23);
        return p.mul(power.reinterpretAsFloats());
    }

    @Override
    public String description() {
        return "Vector API, " + F.vectorBitSize() + " bits";
    }
}
