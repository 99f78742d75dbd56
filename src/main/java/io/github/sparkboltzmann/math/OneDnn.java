package io.github.sparkboltzmann.math;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * The oneDNN library: products of bfloat16 matrices with float32 sums, one thread a call.
 *
 * <p>Operands are given in float32, all of them numbers that bfloat16 holds, so that the library's packing loses nothing; subnormal numbers count
 * as zero, as in the processor's instructions. Loaded only when bfloat16 is asked for. Not safe for threads; owns memory outside the heap.
 */
final class OneDnn {
    /** How many shapes are kept ready: a batch's last, shorter block makes a second one of each product. */
    private static final int SHAPES = 64;

    private static final int ALIGNMENT = 64;

    private final engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
    private final stream stream = new stream(engine);
    private final Map<String, Call> calls = new HashMap<>();
    private final Threads threads = new Threads();
    private Thread prepared;

    /** A primitive with its arguments, whose addresses change from call to call. */
    private static final class Call {
        private primitive work;
        private memory first;
        private memory second;
        private memory out;
        private final IntMemoryMap arguments = new IntMemoryMap();
    }

    /** A row-major matrix outside the heap, in bfloat16 or float32; grows, never shrinks. */
    static final class Buffer {
        private ByteBuffer bytes = aligned(0);
        private FloatBuffer floats = bytes.asFloatBuffer();
        private Pointer address = new Pointer(bytes);

        private static ByteBuffer aligned(long size) {
            if (size > Integer.MAX_VALUE - 2 * ALIGNMENT) {
                throw new IllegalArgumentException("A matrix of " + size + " bytes is too large for one buffer.");
            }
            return ByteBuffer.allocateDirect((int) size + 2 * ALIGNMENT)
                    .alignedSlice(ALIGNMENT)
                    .order(ByteOrder.nativeOrder());
        }

        private Pointer room(long size) {
            if (bytes.capacity() < size) {
                bytes = aligned(size);
                floats = bytes.asFloatBuffer();
                address = new Pointer(bytes);
            }
            return address;
        }

        /** The numbers as float32, from the first on. */
        FloatBuffer floats(long count) {
            room(4 * count);
            return floats.clear();
        }
    }

    /** OpenMP's omp_set_num_threads, which holds for the thread that calls it. */
    private static final class Threads extends openblas_nolapack.SetNumThreads {
        Threads() {
            super();
        }
    }

    OneDnn() {
        put(threads);
    }

    private static void put(Threads threads) {
        Loader.load(dnnl.class);
        Pointer address = Loader.addressof("omp_set_num_threads");
        if (address == null) {
            throw new UnsatisfiedLinkError("oneDNN was loaded without OpenMP's omp_set_num_threads");
        }
        threads.put(address);
    }

    static String version() {
        return "oneDNN " + dnnl.DNNL_VERSION_MAJOR + "." + dnnl.DNNL_VERSION_MINOR + "." + dnnl.DNNL_VERSION_PATCH;
    }

    /** {@code to} is {@code from[rows, columns]} in bfloat16. */
    void pack(Buffer from, int rows, int columns, Buffer to) {
        oneThread();
        String key = "pack " + rows + " " + columns;
        Call call = calls.get(key);
        if (call == null) {
            call = new Call();
            memory.desc wide = matrix(rows, columns, false, memory.data_type.f32);
            memory.desc narrow = matrix(rows, columns, false, memory.data_type.bf16);
            call.first = new memory(wide, engine, from.address);
            call.out = new memory(narrow, engine, to.address);
            call.work = new reorder(new reorder.primitive_desc(engine, wide, engine, narrow));
            call.arguments.put(DNNL_ARG_SRC, call.first).put(DNNL_ARG_DST, call.out);
            keep(key, call);
        }
        call.first.set_data_handle(from.address);
        call.out.set_data_handle(to.room(2L * rows * columns));
        run(call);
    }

    /** {@code out[m, n] = op(a)[m, k] op(b)[k, n]}, or {@code += }; the transposed is stored the other way round. */
    void multiply(
            int m,
            int k,
            int n,
            Buffer a,
            boolean transposeA,
            Buffer b,
            boolean transposeB,
            boolean accumulate,
            Buffer out) {
        oneThread();
        String key = m + " " + k + " " + n + transposeA + transposeB + accumulate;
        Call call = calls.get(key);
        if (call == null) {
            call = new Call();
            memory.desc first = matrix(m, k, transposeA, memory.data_type.bf16);
            memory.desc second = matrix(k, n, transposeB, memory.data_type.bf16);
            memory.desc sums = matrix(m, n, false, memory.data_type.f32);
            call.first = new memory(first, engine, a.address);
            call.second = new memory(second, engine, b.address);
            call.out = new memory(sums, engine, out.address);
            primitive_attr attributes = new primitive_attr();
            if (accumulate) {
                post_ops operations = new post_ops();
                operations.append_sum();
                attributes.set_post_ops(operations);
            }
            call.work = new matmul(new matmul.primitive_desc(engine, first, second, sums, attributes, false));
            call.arguments
                    .put(DNNL_ARG_SRC, call.first)
                    .put(DNNL_ARG_WEIGHTS, call.second)
                    .put(DNNL_ARG_DST, call.out);
            keep(key, call);
        }
        call.first.set_data_handle(a.address);
        call.second.set_data_handle(b.address);
        call.out.set_data_handle(out.room(4L * m * n));
        run(call);
    }

    private static memory.desc matrix(long rows, long columns, boolean transposed, memory.data_type type) {
        long[] strides = transposed ? new long[] {1, rows} : new long[] {columns, 1};
        return new memory.desc(new long[] {rows, columns}, type, strides);
    }

    private void keep(String key, Call call) {
        if (calls.size() >= SHAPES) {
            calls.clear();
        }
        calls.put(key, call);
    }

    private void run(Call call) {
        call.work.execute(stream, call.arguments);
        stream._wait();
    }

    private void oneThread() {
        if (prepared != Thread.currentThread()) {
            threads.call(1);
            prepared = Thread.currentThread();
        }
    }
}
