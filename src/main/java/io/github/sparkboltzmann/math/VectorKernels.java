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
 * <p>A row's last units, fewer than a register holds, take the same path: what is read beyond them is not written back. Hot methods are small and
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
        float[] ends = padded(bias, offset, units);
        float[] means = new float[ends.length];
        for (int r = 0; r < rows; r++) {
            int row = r * units;
            boolean fits = row + ends.length <= z.length;
            float[] in = fits ? z : padded(z, row, units);
            sigmoidRow(in, fits ? row : 0, ends, ends.length, inverseTemperature, means);
            System.arraycopy(means, 0, z, row, units);
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
        float[] ends = padded(bias, offset, units);
        float[] means = new float[ends.length];
        float[] draws = new float[ends.length];
        int[] words = new int[CHUNK];
        for (int r = 0; r < rows; r++) {
            int row = r * units;
            boolean fits = row + ends.length <= z.length;
            float[] in = fits ? z : padded(z, row, units);
            sigmoidRow(in, fits ? row : 0, ends, ends.length, inverseTemperature, means);
            System.arraycopy(means, 0, z, row, units);
            for (int first = 0; first < ends.length; first += CHUNK) {
                int count = Math.min(CHUNK, ends.length - first);
                generator.fill(words, firstRow + r, first, count);
                drawRow(words, means, first, count, draws);
            }
            System.arraycopy(draws, 0, state, row, units);
        }
    }

    @Override
    public void softplusSums(float[] z, float[] bias, int offset, int rows, int units, double[] out) {
        float[] ends = padded(bias, offset, units);
        float[] terms = new float[ends.length];
        double[] partial = new double[ScalarKernels.PARTIAL_SUMS];
        for (int r = 0; r < rows; r++) {
            int row = r * units;
            boolean fits = row + ends.length <= z.length;
            softplusRow(fits ? z : padded(z, row, units), fits ? row : 0, ends, ends.length, terms);
            Arrays.fill(terms, units, terms.length, 0f);
            Arrays.fill(partial, 0);
            addRow(terms, partial);
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

    /**
     * {@code out[i] = sigmoid((z[row + i] + bias[i]) * inverseTemperature)}, exp written out: a method of this length is compiled by itself.
     * Inlined into a loop over rows its constants live on the stack, which costs 0.25 ns a unit.
     */
    private static void sigmoidRow(float[] z, int row, float[] bias, int count, float inverseTemperature, float[] out) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(F, z, row + i)
                    .add(FloatVector.fromArray(F, bias, i))
                    .mul(-inverseTemperature);
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
            FloatVector.broadcast(F, 1f)
                    .div(p.mul(power.reinterpretAsFloats()).add(1f))
                    .intoArray(out, i);
        }
    }

    /** {@code draws[from + i] = 1} where the uniform number of {@code words[i]} is less than {@code means[from + i]}, else 0. */
    private static void drawRow(int[] words, float[] means, int from, int count, float[] draws) {
        for (int i = 0; i < count; i += LANES) {
            IntVector bits = IntVector.fromArray(VectorThreefry.I, words, i).lanewise(VectorOperators.LSHR, 8);
            FloatVector u = ((FloatVector) bits.convert(VectorOperators.I2F, 0)).mul(ScalarKernels.UNIFORM);
            VectorMask<Float> on = u.compare(VectorOperators.LT, FloatVector.fromArray(F, means, from + i));
            FloatVector.zero(F).blend(1f, on).intoArray(draws, from + i);
        }
    }

    /** A copy of {@code x[from..from + count)} with zeros up to a multiple of the register's width. */
    private static float[] padded(float[] x, int from, int count) {
        float[] out = new float[(count + LANES - 1) / LANES * LANES];
        System.arraycopy(x, from, out, 0, count);
        return out;
    }

    private static void softplusRow(float[] z, int row, float[] bias, int count, float[] out) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = FloatVector.fromArray(F, z, row + i).add(FloatVector.fromArray(F, bias, i));
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
            s.add(s).fma(q, positive).intoArray(out, i);
        }
    }

    /** {@code partial[i mod 16] += terms[i]}, four sums at a time: their additions overlap. */
    private static void addRow(float[] terms, double[] partial) {
        for (int j = 0; j < partial.length; j += 4) {
            double a = partial[j];
            double b = partial[j + 1];
            double c = partial[j + 2];
            double d = partial[j + 3];
            for (int i = j; i < terms.length; i += ScalarKernels.PARTIAL_SUMS) {
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
