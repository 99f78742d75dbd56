package io.github.sparkboltzmann.report.tracking;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a run still has to tell its server, sent by a thread of its own, in order: whoever puts something in never waits.
 *
 * <p>What cannot be sent stays until the next thing comes, and is then tried again, first; of more than 1,000 the oldest are left out. What the
 * server refuses is left out at once. Of failures in a row the first is told.
 */
final class Outbox {
    /** 30 metrics each, of about 100 bytes: a few megabytes. */
    private static final int MOST = 1000;

    private final Connection connection;
    private final String run;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private TrackingServer.End end;
    /** Counts what was put in, so that a failure is not tried again before there is more. */
    private long news;

    private long tried;
    private boolean isSending;
    private boolean isFailing;
    private boolean isClosed;
    private boolean isEndKnown;
    private long leftOut;
    private String problem;

    /** @param run as the server calls it */
    Outbox(Connection connection, String run) {
        this.connection = connection;
        this.run = run;
        Connection.daemon("mlflow-send", this::send).start();
    }

    synchronized void put(Batch batch) {
        if (end != null) {
            return;
        }
        if (waiting.size() == MOST) {
            waiting.removeFirst();
            leftOut++;
        }
        waiting.addLast(batch);
        news++;
        notifyAll();
    }

    /** What went wrong and was not told yet; {@code null} for nothing. */
    synchronized String takeProblem() {
        String told = problem;
        problem = null;
        return told;
    }

    /**
     * Sends what is waiting, and how the run ended; waits until that is done, cannot be done, or the time is over. A second end is not heard.
     *
     * @return whether the server knows all of it
     */
    synchronized boolean close(TrackingServer.End how, Duration limit) {
        if (end == null) {
            end = how;
            news++;
            notifyAll();
        }
        long until = System.nanoTime() + limit.toNanos();
        boolean isInterrupted = false;
        long left = limit.toMillis();
        while (!isClosed && (isSending || news > tried) && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                // As where a training is cancelled: its end is told all the same.
                isInterrupted = true;
            }
            left = (until - System.nanoTime()) / 1_000_000;
        }
        isClosed = true;
        notifyAll();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return isEndKnown && leftOut == 0;
    }

    private void send() {
        while (hasWork()) {
            long before = begin();
            Batch batch = take();
            TrackingException failure = null;
            try {
                connection.call(server -> {
                    if (batch == null) {
                        server.end(run, end());
                    } else {
                        server.log(run, batch);
                    }
                    return null;
                });
            } catch (TrackingException e) {
                failure = e;
            }
            settle(batch, failure, before);
        }
        connection.close();
    }

    /** Waits for something to send; false when there will be nothing more. */
    private synchronized boolean hasWork() {
        while (!isClosed && (news == tried || waiting.isEmpty() && end == null)) {
            try {
                wait();
            } catch (InterruptedException e) {
                return false;
            }
        }
        return !isClosed;
    }

    private synchronized long begin() {
        isSending = true;
        return news;
    }

    /** As much as one request holds; {@code null} where only the end is left. */
    private synchronized Batch take() {
        Batch all = waiting.pollFirst();
        while (all != null && !waiting.isEmpty()) {
            Batch more = all.and(waiting.peekFirst());
            if (more == null) {
                break;
            }
            all = more;
            waiting.removeFirst();
        }
        return all;
    }

    private synchronized TrackingServer.End end() {
        return end;
    }

    private synchronized void settle(Batch batch, TrackingException failure, long before) {
        isSending = false;
        if (failure == null) {
            isFailing = false;
        } else {
            if (!isFailing) {
                problem = failure.getMessage();
            }
            isFailing = true;
            if (failure.isRefused()) {
                leftOut++;
            } else {
                tried = before;
                if (batch != null) {
                    waiting.addFirst(batch);
                }
            }
        }
        if (batch == null && (failure == null || failure.isRefused())) {
            isEndKnown = failure == null;
            isClosed = true;
        }
        notifyAll();
    }
}
