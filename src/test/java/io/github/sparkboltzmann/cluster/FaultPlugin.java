package io.github.sparkboltzmann.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A plugin of Spark's that makes tasks fail, halt, sleep or lose cached rows, on the executors, at one update of a training.
 *
 * <p>{@code spark.fault.kind} names the fault, {@code spark.fault.update} ends the job description of that update, and {@code spark.fault.log} is the
 * file that says what was done.
 */
public final class FaultPlugin implements SparkPlugin {
    /** What is done as the task of partition 0 starts. */
    enum Kind {
        /** The first attempt fails. */
        FAIL_ONCE,
        /** Every attempt fails. */
        FAIL_ALWAYS,
        /** The first attempt's executor ends at once, without a word. */
        HALT,
        /** The first attempt sleeps until it is interrupted. */
        SLEEP,
        /** The executor drops all rows that it has cached. */
        EVICT
    }

    @Override
    public DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new Tasks();
    }

    private static final class Tasks implements ExecutorPlugin {
        private Kind kind;
        private String update;
        private Path log;

        @Override
        public void init(PluginContext context, Map<String, String> extra) {
            SparkConf conf = context.conf();
            kind = Kind.valueOf(conf.get("spark.fault.kind"));
            update = conf.get("spark.fault.update");
            log = Path.of(conf.get("spark.fault.log"));
        }

        @Override
        public void onTaskStart() {
            TaskContext task = TaskContext.get();
            String description = task.getLocalProperty("spark.job.description");
            if (description == null || !description.endsWith(update)) {
                return;
            }
            say("attempt " + task.attemptNumber() + " of partition " + task.partitionId());
            switch (kind) {
                case FAIL_ALWAYS -> fail(task);
                case EVICT -> evict();
                default -> {
                    if (isFirst(task)) {
                        once(task);
                    }
                }
            }
        }

        private void once(TaskContext task) {
            switch (kind) {
                case FAIL_ONCE -> fail(task);
                case HALT -> {
                    say("halts");
                    Runtime.getRuntime().halt(9);
                }
                default -> sleep();
            }
        }

        /** The first of partition 0 in the whole run: numbers of attempts begin anew where Spark repeats a stage. */
        private boolean isFirst(TaskContext task) {
            if (task.partitionId() != 0) {
                return false;
            }
            try {
                Files.createFile(log.resolveSibling(log.getFileName() + ".once"));
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void fail(TaskContext task) {
            say("fails");
            // What a plugin throws itself, Spark only logs.
            TaskCompletionListener failure = context -> {
                throw new IllegalStateException("a fault that a test wants");
            };
            task.addTaskCompletionListener(failure);
        }

        private void sleep() {
            say("sleeps");
            try {
                Thread.sleep(600_000);
            } catch (InterruptedException e) {
                say("is interrupted");
                Thread.currentThread().interrupt();
            }
        }

        private void evict() {
            BlockManager blocks = SparkEnv.get().blockManager();
            scala.collection.Iterator<BlockId> ids =
                    blocks.getMatchingBlockIds(id -> id.isRDD()).iterator();
            while (ids.hasNext()) {
                BlockId id = ids.next();
                blocks.removeBlock(id, true);
                say("drops " + id.name());
            }
        }

        private void say(String what) {
            try {
                Files.write(
                        log,
                        (what + "\n").getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
