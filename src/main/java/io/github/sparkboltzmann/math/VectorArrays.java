package io.github.sparkboltzmann.math;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ArrayKernels} in vector registers; what a register does not fill is left to {@link ScalarArrays}. */
final class VectorArrays implements ArrayKernels {
    private static final VectorSpecies<Float> F = VectorKernels.F;
    private static final VectorSpecies<Integer> I = VectorThreefry.I;
    private static final int LANES = F.length();
    private static final int[] LANE = lanes();
    private static final int ONE = Float.floatToRawIntBits(1f);

    /** One thread's partial sums. */
    private static final class Scratch {
        private final float[] block = new float[ScalarArrays.SUMS];
        private final double[] sums = new double[ScalarArrays.SUMS];
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final ScalarArrays plain = new ScalarArrays();

    private static int[] lanes() {
        int[] lanes = new int[16];
        for (int i = 0; i < 16; i++) {
            lanes[i] = i;
        }
        return lanes;
    }

    @Override
    public void addColumnSums(float[] x, int rows, int units, float sign, float[] into, int offset) {
        int i = 0;
        for (; i + 4 * LANES <= units; i += 4 * LANES) {
            fourColumnSums(x, rows, units, i, sign, into, offset + i);
        }
        for (; i + LANES <= units; i += LANES) {
            FloatVector sum = FloatVector.zero(F);
            for (int at = i; at < rows * units; at += units) {
                sum = sum.add(FloatVector.fromArray(F, x, at));
            }
            addTo(into, offset + i, sum, sign);
        }
        for (; i < units; i++) {
            ScalarArrays.addColumnSum(x, rows, units, i, sign, into, offset);
        }
    }

    private static void fourColumnSums(float[] x, int rows, int units, int first, float sign, float[] into, int to) {
        FloatVector a = FloatVector.zero(F);
        FloatVector b = FloatVector.zero(F);
        FloatVector c = FloatVector.zero(F);
        FloatVector d = FloatVector.zero(F);
        for (int at = first; at < rows * units; at += units) {
            a = a.add(FloatVector.fromArray(F, x, at));
            b = b.add(FloatVector.fromArray(F, x, at + LANES));
            c = c.add(FloatVector.fromArray(F, x, at + 2 * LANES));
            d = d.add(FloatVector.fromArray(F, x, at + 3 * LANES));
        }
        addTo(into, to, a, sign);
        addTo(into, to + LANES, b, sign);
        addTo(into, to + 2 * LANES, c, sign);
        addTo(into, to + 3 * LANES, d, sign);
    }

    private static void addTo(float[] into, int at, FloatVector sum, float sign) {
        FloatVector.fromArray(F, into, at).add(sum.mul(sign)).intoArray(into, at);
    }

    @Override
    public void unpackBits(byte[] bits, int from, float[] out, int at, int count) {
        // Lanes shift by their own number, so two bytes fill sixteen lanes; no conversion, since a bit times the bits
        // of 1f is the float.
        int end = count / 16 * 16;
        for (int i = 0; i < end; i += 16) {
            int two = bits[from + i / 8] & 0xFF | (bits[from + i / 8 + 1] & 0xFF) << 8;
            for (int j = 0; j < 16; j += LANES) {
                IntVector.broadcast(I, two)
                        .lanewise(LSHR, IntVector.fromArray(I, LANE, j))
                        .lanewise(AND, 1)
                        .mul(ONE)
                        .reinterpretAsFloats()
                        .intoArray(out, at + i + j);
            }
        }
        plain.unpackBits(bits, from + end / 8, out, at + end, count - end);
    }

    @Override
    public void packBits(float[] x, int from, byte[] bits, int at, int count) {
        int end = count / 16 * 16;
        for (int i = 0; i < end; i += 16) {
            int two = 0;
            for (int j = 0; j < 16; j += LANES) {
                // Bit 29 tells 1f, 0x3F800000, from 0f.
                two |= FloatVector.fromArray(F, x, from + i + j)
                        .reinterpretAsInts()
                        .lanewise(LSHR, 29)
                        .lanewise(AND, 1)
                        .lanewise(LSHL, IntVector.fromArray(I, LANE, j))
                        .reduceLanes(VectorOperators.OR);
            }
            bits[at + i / 8] = (byte) two;
            bits[at + i / 8 + 1] = (byte) (two >> 8);
        }
        plain.packBits(x, from + end, bits, at + end / 8, count - end);
    }

    @Override
    public double squaredError(float[] a, float[] b, int at, int count) {
        Scratch scratch = SCRATCH.get();
        Arrays.fill(scratch.sums, 0);
        for (int from = 0; from < count; from += ScalarArrays.BLOCK) {
            int to = Math.min(from + ScalarArrays.BLOCK, count);
            int end = to - (to - from) % ScalarArrays.SUMS;
            squares(a, b, at + from, at + end, scratch.block);
            for (int i = end; i < to; i++) {
                float d = a[at + i] - b[at + i];
                scratch.block[i - end] += d * d;
            }
            for (int j = 0; j < ScalarArrays.SUMS; j++) {
                scratch.sums[j] += scratch.block[j];
            }
        }
        double sum = 0;
        for (double part : scratch.sums) {
            sum += part;
        }
        return sum;
    }

    private static void squares(float[] a, float[] b, int from, int to, float[] out) {
        for (int j = 0; j < ScalarArrays.SUMS; j += LANES) {
            FloatVector sum = FloatVector.zero(F);
            for (int i = from + j; i < to; i += ScalarArrays.SUMS) {
                FloatVector d = FloatVector.fromArray(F, a, i).sub(FloatVector.fromArray(F, b, i));
                sum = sum.add(d.mul(d));
            }
            sum.intoArray(out, j);
        }
    }

    @Override
    public void average(float[] average, int at, float[] x, int from, int count, float d) {
        int end = count / LANES * LANES;
        for (int i = 0; i < end; i += LANES) {
            FloatVector value = FloatVector.fromArray(F, x, from + i);
            FloatVector old = FloatVector.fromArray(F, average, at + i);
            old.sub(value).fma(FloatVector.broadcast(F, d), value).intoArray(average, at + i);
        }
        plain.average(average, at + end, x, from + end, count - end, d);
    }

    @Override
    public void climbByMoments(float[] w, int from, int to, float[] gradient, int first, int second, float[] c) {
        int end = to - (to - from) % LANES;
        for (int i = from; i < end; i += LANES) {
            FloatVector old = FloatVector.fromArray(F, w, i);
            FloatVector g = FloatVector.fromArray(F, gradient, i).sub(old.mul(c[7]));
            FloatVector m = FloatVector.fromArray(F, w, first + i).mul(c[0]).add(g.mul(c[1]));
            FloatVector v = FloatVector.fromArray(F, w, second + i)
                    .mul(c[2])
                    .add(g.mul(g).mul(c[3]));
            m.intoArray(w, first + i);
            v.intoArray(w, second + i);
            FloatVector root = v.max(0f).mul(c[4]).sqrt();
            FloatVector scale = FloatVector.broadcast(F, 1f).div(root.add(c[5]));
            FloatVector x = old.add(m.mul(c[6]).mul(scale));
            FloatVector t = scale.mul(c[8]);
            x.sub(x.min(t).max(t.neg())).intoArray(w, i);
        }
        plain.climbByMoments(w, end, to, gradient, first, second, c);
    }

    @Override
    public boolean fitsBfloat16(float[] x, int from, int count) {
        int end = count / LANES * LANES;
        IntVector bits = IntVector.zero(I);
        for (int i = from; i < from + end; i += LANES) {
            bits = bits.lanewise(
                    VectorOperators.OR, FloatVector.fromArray(F, x, i).reinterpretAsInts());
        }
        return (bits.reduceLanes(VectorOperators.OR) & 0xFFFF) == 0 && plain.fitsBfloat16(x, from + end, count - end);
    }

    @Override
    public void roundToBfloat16(float[] x, int from, float[] out, int count) {
        int end = count / LANES * LANES;
        for (int i = 0; i < end; i += LANES) {
            rounded(FloatVector.fromArray(F, x, from + i)).intoArray(out, i);
        }
        ScalarArrays.roundToBfloat16(x, from, out, end, count);
    }

    @Override
    public void splitToBfloat16(float[] x, float[] high, float[] low, int count) {
        int end = count / LANES * LANES;
        for (int i = 0; i < end; i += LANES) {
            FloatVector value = FloatVector.fromArray(F, x, i);
            FloatVector rounded = rounded(value);
            rounded.intoArray(high, i);
            rounded(value.sub(rounded)).intoArray(low, i);
        }
        ScalarArrays.splitToBfloat16(x, high, low, end, count);
    }

    /** {@link Bfloat16#round}; what is added to a NaN's bits could carry into its sign. */
    private static FloatVector rounded(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        FloatVector rounded = bits.add(bits.lanewise(LSHR, 16).lanewise(AND, 1))
                .add(0x7FFF)
                .lanewise(AND, 0xFFFF0000)
                .reinterpretAsFloats();
        return rounded.blend(Float.NaN, x.compare(VectorOperators.NE, x));
    }
}
