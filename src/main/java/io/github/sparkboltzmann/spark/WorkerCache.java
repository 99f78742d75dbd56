package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.UpdateWorker;

/** The last worker of each task thread, so that its buffers serve update after update; they hold no state that a result depends on. */
final class WorkerCache {
    private static final ThreadLocal<WorkerCache> LAST = new ThreadLocal<>();

    private final String run;
    private final UpdateWorker worker;

    private WorkerCache(String run, UpdateWorker worker) {
        this.run = run;
        this.worker = worker;
    }

    /** This thread's worker for a run, made now if the thread's last one was another run's. */
    static UpdateWorker get(String run, Machine machine, TrainingSettings settings) {
        WorkerCache last = LAST.get();
        if (last == null || !last.run.equals(run)) {
            last = new WorkerCache(run, new UpdateWorker(machine, settings));
            LAST.set(last);
        }
        return last.worker;
    }
}
