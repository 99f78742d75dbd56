package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The shared kernels make no garbage once compiled, and threads do not disturb each other. */
class KernelAllocationTest {
    private static final int ROWS = 20;
    private static final int UNITS = 500;

    private final Elementwise kernels = Kernels.elementwise();
    private final ArrayKernels arrays = Kernels.arrays();
    private final DrawKey key = DrawKey.of(1, 2, 3);
    private final float[] z = new float[ROWS * UNITS];
    private final float[] state = new float[ROWS * UNITS];
    private final float[] bias = new float[UNITS + 3];
    private final double[] sums = new double[ROWS];
    private final byte[] bits = new byte[ROWS * UNITS / 8 + 1];
    private double sink;

    @Test
    void noCallAllocates() {
        RowUpdate row = new VectorRowUpdate();
        float[] out = new float[500];
        allocatesNothing("rowUpdate", () -> row.step(z, 0, -1, state, 1f, 0f, 0f, out, out, 500, 0f, 0f, 0f, out));
        allocatesNothing("sigmoid", () -> kernels.sigmoid(z, bias, 3, ROWS, UNITS, 1f));
        allocatesNothing("sigmoidDraw", () -> kernels.sigmoidDraw(z, bias, 3, ROWS, UNITS, 1f, state, key, 7));
        allocatesNothing("uniform", () -> kernels.uniform(state, ROWS, UNITS, key, 7));
        allocatesNothing("softplusSums", () -> kernels.softplusSums(z, bias, 3, ROWS, UNITS, sums));
        allocatesNothing("columnSums", () -> arrays.addColumnSums(z, ROWS, UNITS, 1f, bias, 3));
        allocatesNothing("unpackBits", () -> arrays.unpackBits(bits, 0, state, 0, ROWS * UNITS - 3));
        allocatesNothing("packBits", () -> arrays.packBits(state, 0, bits, 0, ROWS * UNITS - 3));
        allocatesNothing("squaredError", () -> sink += arrays.squaredError(z, state, ROWS * UNITS - 3));
        // Once more, with the profiles of all the others.
        allocatesNothing("sigmoidDraw", () -> kernels.sigmoidDraw(z, bias, 3, ROWS, UNITS, 1f, state, key, 7));
        allocatesNothing("softplusSums", () -> kernels.softplusSums(z, bias, 3, ROWS, UNITS, sums));
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<float[]>> results = new ArrayList<>();
            for (int task = 0; task < 16; task++) {
                int row = task % 2;
                results.add(threads.submit(() -> draws(row)));
            }
            for (int task = 2; task < 16; task++) {
                assertArrayEquals(results.get(task % 2).get(), results.get(task).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private float[] draws(int row) {
        float[] out = new float[ROWS * UNITS];
        for (int repeat = 0; repeat < 50; repeat++) {
            float[] input = new float[out.length];
            kernels.sigmoidDraw(input, new float[UNITS], 0, ROWS, UNITS, 1f, out, key, row);
        }
        return out;
    }

    /** The compiler works in the background, so a call is given some time to become free of garbage, and then has to stay so. */
    private static void allocatesNothing(String what, Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long allocated = -1;
        // On cores that others keep busy the compiler may need a while.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (allocated != 0 && System.nanoTime() < end) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 500; i++) {
                call.run();
            }
            allocated = threads.getThreadAllocatedBytes(id) - before;
        }
        assertEquals(0, allocated, what + " allocates, bytes in 500 calls");
    }
}
