package io.github.sparkboltzmann.math;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Element-wise kernels on a batch of 100 rows; {@link Benchmarks} divides by the units. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class KernelBenchmark {
    static final int ROWS = 100;

    @Param({"784", "500"})
    private int units;

    private final Elementwise kernels = Kernels.elementwise();
    private final ArrayKernels arrays = Kernels.arrays();
    private final DrawKey key = DrawKey.of(1, 2, 3);
    private float[] z;
    private float[] state;
    private float[] bias;
    private double[] sums;
    private byte[] bits;
    private int row;

    @Setup
    public void fill() {
        Random random = new Random(1);
        z = new float[ROWS * units];
        state = new float[ROWS * units];
        bias = new float[units];
        sums = new double[ROWS];
        bits = new byte[ROWS * units / 8];
        for (int i = 0; i < z.length; i++) {
            z[i] = (float) random.nextGaussian();
            state[i] = random.nextInt(2);
        }
    }

    @Benchmark
    public void sigmoid() {
        kernels.sigmoid(z, bias, 0, ROWS, units, 1f);
    }

    @Benchmark
    public void sigmoidDraw() {
        kernels.sigmoidDraw(z, bias, 0, ROWS, units, 1f, state, key, row++);
    }

    @Benchmark
    public void uniform() {
        kernels.uniform(state, ROWS, units, key, row++);
    }

    @Benchmark
    public void softplusSums() {
        kernels.softplusSums(z, bias, 0, ROWS, units, sums);
    }

    @Benchmark
    public void columnSums() {
        arrays.addColumnSums(state, ROWS, units, 1f, bias, 0);
    }

    @Benchmark
    public float rowUpdate() {
        return Kernels.rowUpdate()
                .step(z, 0, -1, state, 0.01f, 0.1f, 0.2f, bias, bias, units, 0.01f, 0, 0.0001f, bias);
    }

    @Benchmark
    public void unpackBits() {
        arrays.unpackBits(bits, 0, state, 0, ROWS * units);
    }

    @Benchmark
    public double squaredError() {
        return arrays.squaredError(z, state, ROWS * units);
    }
}
