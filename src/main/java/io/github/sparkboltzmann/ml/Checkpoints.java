package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.store.CheckpointStore;
import io.github.sparkboltzmann.store.StoreException;
import io.github.sparkboltzmann.train.Checkpoint;
import io.github.sparkboltzmann.train.CheckpointSink;
import io.github.sparkboltzmann.train.CheckpointTimes;
import io.github.sparkboltzmann.train.Fingerprint;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A run's checkpoints: the one that it goes on from, and those that it leaves. */
final class Checkpoints {
    /** What the bytes depend on, too, but a run may go on without: the kind of processor. */
    static final String KERNELS = "kernels";

    private final RBMParams params;
    private final Consumer<String> warnings;
    private final CheckpointStore store;
    private final CheckpointStore.Found found;

    /**
     * Looks for a checkpoint to go on from.
     *
     * @param warnings takes a sentence for each damaged one, and for another kind of processor
     * @throws StoreException if there has to be one and is none
     */
    Checkpoints(RBMParams params, Configuration configuration, Consumer<String> warnings) {
        this.params = params;
        this.warnings = warnings;
        String folder = params.getCheckpointDir();
        boolean must = params.getResume().equals("must");
        this.store = folder.isEmpty()
                ? null
                : new CheckpointStore(configuration, new Path(folder), params.getCheckpointsKept());
        this.found = store == null || params.getResume().equals("never") ? null : store.newest(warnings);
        if (store != null && !must) {
            store.requireWritable();
        }
        if (must && found == null) {
            throw new StoreException("Param resume is 'must', but there is no checkpoint in checkpointDir '" + folder
                    + "'; give the folder of the run that was interrupted, or set resume to auto.");
        }
    }

    /** Where the run goes on; {@code null} for a new one. */
    Checkpoint start() {
        return found == null ? null : found.checkpoint();
    }

    /** Local steps of a round: those set, or, where they are to be chosen, those that were chosen when the run began; 0 for none yet. */
    int localSteps(int set) {
        return set == 0 && found != null ? found.checkpoint().localSteps() : set;
    }

    /**
     * Refuses a checkpoint of another run.
     *
     * @throws StoreException with a list of the differences
     */
    void requireSame(Fingerprint now) {
        if (found == null) {
            return;
        }
        String kernelsThen = found.fingerprint().values().getOrDefault(KERNELS, "");
        String kernelsNow = now.values().getOrDefault(KERNELS, "");
        if (!kernelsThen.equals(kernelsNow)) {
            warnings.accept("The run began with other kernels (" + kernelsThen + ") than it goes on with (" + kernelsNow
                    + "), so its bytes will be those of neither.");
        }
        Fingerprint sameKernels = now.with(KERNELS, kernelsThen);
        Fingerprint comparable = mayHaveMoreEpochs()
                ? sameKernels.with("maxIter", found.fingerprint().values().get("maxIter"))
                : sameKernels;
        List<String> differences = comparable.differencesFrom(found.fingerprint());
        if (!differences.isEmpty()) {
            throw new StoreException(
                    "The checkpoint after " + found.checkpoint().place() + " in "
                            + params.getCheckpointDir() + " is of a run with other data or settings ("
                            + String.join("; ", differences)
                            + "). Give the same, another checkpointDir, or resume=never to begin anew.");
        }
        store.resumeFrom(found.checkpoint());
    }

    /**
     * Whether a run of another number of epochs has the same path up to the checkpoint and after it: rate and sweeps are constant, so that nothing is a
     * function of the total; the new end does not lie before; and where the old run ended is a place to measure in the new one, too.
     */
    private boolean mayHaveMoreEpochs() {
        long step = found.checkpoint().step();
        int updates = found.checkpoint().updatesPerEpoch();
        long before = Long.parseLong(found.fingerprint().values().getOrDefault("maxIter", "0"));
        boolean measured = step < before * updates || before % params.getMonitorEvery() == 0;
        boolean grows = params.getFinalCdSteps() > params.getCdSteps();
        return params.getLearningRateSchedule().equals("constant")
                && !grows
                && (long) params.getMaxIter() * updates >= step
                && measured;
    }

    /** Where the run leaves checkpoints. */
    CheckpointSink sink(Fingerprint fingerprint) {
        if (store == null) {
            return CheckpointSink.NONE;
        }
        long first = found == null ? 0 : found.checkpoint().step();
        CheckpointTimes times = new CheckpointTimes(
                params.getCheckpointInterval(), params.getCheckpointMinutes(), first, System::nanoTime);
        return new CheckpointSink() {
            @Override
            public boolean isDue(long step, int updatesPerEpoch, boolean last) {
                return times.isDue(step, updatesPerEpoch, last);
            }

            @Override
            public void save(Checkpoint checkpoint) {
                try {
                    store.save(checkpoint, fingerprint);
                } catch (StoreException e) {
                    // A full disk, or a file system that is away for an hour, is no reason to lose days of training.
                    warnings.accept(e.getMessage() + ". Training goes on without this checkpoint, after "
                            + checkpoint.place() + "; earlier ones are still there.");
                }
                times.taken(checkpoint.step());
            }
        };
    }
}
