package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.train.TrainingSettings;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * What training needs of memory, known before it begins, in numbers of four bytes.
 *
 * <pre>
 * P  parameters      L  the learner: parameters, and velocities, averages, moments of as many      S  statistics
 * X  what is broadcast: P for one update a round, L for local steps      R  what a task returns: S, or L for local steps
 *
 * driver     2 L + 2 P       the state, its copy before the last round, parameters measured, the best ones
 *            2 X             what is broadcast, and its serialised blocks
 *            3 R             a result as it comes, as one run of bytes, and as an object; one more, the sum, of several partitions
 * executor   2 X             blocks, and the object
 *            (S + R) a task at once, and L more for local steps
 * </pre>
 *
 * <p>A collector leaves some of the heap empty ({@value #USABLE_PERCENT} % count), and Spark itself takes {@value #SPARK_MEGABYTES} MB. With five times 10^7 weights and
 * momentum in one process, one update a round passes with a heap of 3,500 MB and not with 3,072 where this asks for 3,217; local steps of one partition with 4,500 and not
 * with 3,500 where it asks for 5,012. Chains and rows come on top; they are small, or go to disk.
 */
public final class MemoryNeeds {
    private static final int USABLE_PERCENT = 85;
    private static final long SPARK_MEGABYTES = 300;
    /** A heap as it is set, of what a JVM counts: the parallel collector leaves out a survivor space of a ninth. */
    private static final int ASKED_PERCENT = 114;

    private static final long MEGABYTE = 1L << 20;
    /** What a serialiser writes besides the numbers. */
    private static final long ENVELOPE = 64 << 10;

    private static final String KRYO_BUFFER = "spark.kryoserializer.buffer.max";
    /** A buffer of Kryo's is one array. */
    private static final long LARGEST_KRYO_MEGABYTES = 2047;

    private final long parameters;
    private final long learner;
    private final long statistics;
    private final boolean local;
    private final int partitions;
    private final int depth;

    /**
     * @param learner numbers of the learner's state
     * @param partitions of the rows, each a task of a round
     * @param depth of the tree aggregation
     */
    public MemoryNeeds(Machine machine, long learner, TrainingSettings settings, int partitions, int depth) {
        this(
                machine.layout().length(),
                learner,
                machine.statisticsLayout().length(),
                settings.localSteps() != 1,
                partitions,
                depth);
    }

    MemoryNeeds(long parameters, long learner, long statistics, boolean local, int partitions, int depth) {
        this.parameters = parameters;
        this.learner = learner;
        this.statistics = statistics;
        this.local = local;
        this.partitions = partitions;
        this.depth = depth;
    }

    private long broadcast() {
        return local ? learner : parameters;
    }

    private long result() {
        return local ? learner : statistics;
    }

    private long task() {
        return statistics + result() + (local ? learner : 0);
    }

    private long driving() {
        return 2 * learner + 2 * parameters + 2 * broadcast() + (partitions == 1 ? 3 : 4) * result();
    }

    /** Bytes of heap that the driver needs. */
    long driver() {
        return heap(driving());
    }

    /** Bytes of heap that an executor needs that runs so many tasks at once. */
    long executor(int tasks) {
        return heap(2 * broadcast() + Math.min(tasks, partitions) * task());
    }

    /** Bytes of heap of a process that is the driver and runs so many tasks at once; what is broadcast is there once. */
    long together(int tasks) {
        return heap(driving() + Math.min(tasks, partitions) * task());
    }

    private static long heap(long numbers) {
        return numbers * Float.BYTES * 100 / USABLE_PERCENT + SPARK_MEGABYTES * MEGABYTE;
    }

    /** Parameters of the largest machine of such settings for a heap, by what one of this size needs. */
    private long largest(long heap, long needed) {
        long free = heap - SPARK_MEGABYTES * MEGABYTE;
        return Math.max(0, (long) ((double) parameters * free / (needed - SPARK_MEGABYTES * MEGABYTE)));
    }

    /**
     * Refuses a machine that is too large for driver, executors or what Spark is set to carry.
     *
     * @throws IllegalArgumentException with what there is, what is needed, and the setting to change
     */
    public void require(SparkContext context) {
        SparkConf conf = context.conf();
        long heap = Runtime.getRuntime().maxMemory();
        if (context.isLocal()) {
            int tasks = context.defaultParallelism();
            require("the driver, which runs the tasks, too", heap, together(tasks), "--driver-memory");
        } else {
            require("the driver", heap, driver(), "--driver-memory");
            // Without the setting an executor of a standalone cluster has all cores of its worker.
            int executors = Math.max(1, context.statusTracker().getExecutorInfos().length - 1);
            int cores = conf.getInt("spark.executor.cores", (context.defaultParallelism() + executors - 1) / executors);
            int tasks = Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
            require(
                    "an executor",
                    conf.getSizeAsBytes("spark.executor.memory", "1g"),
                    executor(tasks),
                    "--executor-memory");
        }
        requireCarried(conf);
    }

    /** Refuses what Spark is not set to carry. */
    void requireCarried(SparkConf conf) {
        long bytes = result() * Float.BYTES + ENVELOPE;
        long most = conf.getSizeAsBytes("spark.driver.maxResultSize", "1g");
        long together = FusedSum.results(partitions, depth) * bytes;
        if (most > 0 && together > most) {
            throw new IllegalArgumentException(text() + " returns " + megabytes(together)
                    + " to the driver in each round, but spark.driver.maxResultSize is " + megabytes(most)
                    + "; set it to "
                    + (together / MEGABYTE + 64) + "m or more, or aggregationDepth to more than " + depth + ".");
        }
        requireKryo(conf, Math.max(bytes, broadcast() * Float.BYTES + ENVELOPE));
    }

    private void requireKryo(SparkConf conf, long largestObject) {
        if (!conf.get("spark.serializer", "").endsWith("KryoSerializer")) {
            return;
        }
        long buffer = conf.getSizeAsBytes(KRYO_BUFFER, "64m");
        if (largestObject > buffer) {
            long needed = largestObject / MEGABYTE + 1;
            throw new IllegalArgumentException(text() + " travels in objects of " + megabytes(largestObject) + ", but "
                    + KRYO_BUFFER + " is " + megabytes(buffer) + "; "
                    + (needed <= LARGEST_KRYO_MEGABYTES
                            ? "set it to " + needed + "m or more"
                            : "Kryo holds 2 GB at most: leave spark.serializer as it is")
                    + ".");
        }
    }

    private void require(String where, long heap, long needed, String option) {
        if (needed > heap) {
            throw new IllegalArgumentException(text() + " needs about " + megabytes(needed) + " of memory in " + where
                    + ", but there are " + megabytes(heap) + ", enough for some "
                    + String.format(Locale.ROOT, "%,d", largest(heap, needed)) + " parameters; give it " + option + " "
                    + (needed / MEGABYTE * ASKED_PERCENT / 100) + "m, " + (local ? "set localSteps to 1, " : "")
                    + "or train a smaller one.");
        }
    }

    private String text() {
        return String.format(Locale.ROOT, "A machine of %,d parameters", parameters);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
    }
}
