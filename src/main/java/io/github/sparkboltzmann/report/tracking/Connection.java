package io.github.sparkboltzmann.report.tracking;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls to a server, one at a time, each ended after a while. After a failed call the next one opens the server anew. */
final class Connection {
    private final Supplier<TrackingServer> opening;
    private final Duration limit;
    private TrackingServer server;
    private ExecutorService worker;

    /** @param limit of each call */
    Connection(Supplier<TrackingServer> opening, Duration limit) {
        this.opening = opening;
        this.limit = limit;
    }

    /** @throws TrackingException for a call that fails, or takes too long */
    synchronized <T> T call(Function<TrackingServer, T> request) {
        if (worker == null) {
            worker = Executors.newSingleThreadExecutor(task -> daemon("mlflow-call", task));
            server = opening.get();
        }
        TrackingServer open = server;
        Future<T> answer = worker.submit(() -> request.apply(open));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TrackingException failure && failure.isRefused()) {
                throw failure;
            }
            close();
            throw e.getCause() instanceof TrackingException failure
                    ? failure
                    : new TrackingException("could not be asked: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            close();
            throw new TrackingException("did not answer within " + limit.toMillis() / 1000.0 + " s", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new TrackingException("was not waited for: this thread was interrupted", e);
        }
    }

    /** Lets go of the server; on a thread of its own, since saying goodbye to one that hangs may hang. */
    synchronized void close() {
        if (worker != null) {
            worker.shutdownNow();
            daemon("mlflow-close", server::close).start();
            worker = null;
            server = null;
        }
    }

    /** A thread that does not keep the process. */
    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
