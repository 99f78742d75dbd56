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

/** The products of a step of contrastive divergence, 784 visible and 500 hidden units, 100 rows; {@link Benchmarks} tells GFLOP/s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ProductBenchmark {
    static final int ROWS = 100;
    static final int VISIBLE = 784;
    static final int HIDDEN = 500;

    @Param({"float32", "bfloat16"})
    private String precision;

    private final float[] v = new float[ROWS * VISIBLE];
    private final float[] h = new float[ROWS * HIDDEN];
    private final float[] outV = new float[ROWS * VISIBLE];
    private final float[] outH = new float[ROWS * HIDDEN];
    private final float[] w = new float[VISIBLE * HIDDEN];
    private final float[] sums = new float[VISIBLE * HIDDEN];
    private BatchProducts products;
    private BatchProducts.Fixed fixed;

    @Setup
    public void fill() {
        Random random = new Random(1);
        for (int i = 0; i < w.length; i++) {
            w[i] = (float) random.nextGaussian() * 0.1f;
        }
        for (int i = 0; i < v.length; i++) {
            v[i] = random.nextInt(2);
        }
        for (int i = 0; i < h.length; i++) {
            h[i] = random.nextInt(2);
        }
        products = Kernels.batchProducts(Precision.named(precision));
        fixed = products.fix(w, 0, VISIBLE, HIDDEN, null);
    }

    @Benchmark
    public void times() {
        products.times(v, ROWS, fixed, 0, outH);
    }

    @Benchmark
    public void timesTransposed() {
        products.timesTransposed(h, ROWS, fixed, 0, outV);
    }

    @Benchmark
    public void correlate() {
        products.correlate(v, VISIBLE, h, HIDDEN, ROWS, 1, 0, sums, 0);
    }
}
