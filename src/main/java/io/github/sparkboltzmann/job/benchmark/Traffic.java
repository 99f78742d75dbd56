package io.github.sparkboltzmann.job.benchmark;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockUpdatedInfo;

/**
 * Bytes that jobs move: the serialised, compressed pieces of their broadcasts, which every executor fetches once (the task's own code
 * included), and the serialised results of their tasks.
 */
final class Traffic extends SparkListener {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final AtomicLong broadcastBytes = new AtomicLong();
    private final AtomicLong resultBytes = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();

    @Override
    public void onBlockUpdated(SparkListenerBlockUpdated event) {
        BlockUpdatedInfo block = event.blockUpdatedInfo();
        boolean piece = block.blockId().isBroadcast() && block.blockId().name().contains("_piece");
        if (piece && block.storageLevel().isValid()) {
            broadcastBytes.addAndGet(block.memSize() + block.diskSize());
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        resultBytes.addAndGet(event.taskMetrics().resultSize());
        tasks.incrementAndGet();
    }

    /** Events arrive some time after the jobs: waits for so many tasks, for ten seconds at the most. */
    void awaitTasks(long expected) {
        long start = System.nanoTime();
        while (tasks.get() < expected && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.onSpinWait();
        }
    }

    long broadcastBytes() {
        return broadcastBytes.get();
    }

    long resultBytes() {
        return resultBytes.get();
    }
}
