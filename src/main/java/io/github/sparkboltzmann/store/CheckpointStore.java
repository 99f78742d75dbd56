package io.github.sparkboltzmann.store;

import io.github.sparkboltzmann.train.Checkpoint;
import io.github.sparkboltzmann.train.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder of one run's checkpoints, {@code checkpoint-000000001200} for the one after 1,200 updates, of which the last few are kept.
 *
 * <p>Each appears whole or not at all. Older ones go only after a newer one is in place, so there is always a good one once there was one.
 * Two runs must not share a folder.
 */
public final class CheckpointStore {
    private static final Pattern NAME = Pattern.compile("checkpoint-([0-9]{12,18})");

    private static final String PROBE = ".writable";

    private final Configuration configuration;
    private final Path folder;
    private final int kept;
    private final Set<Long> own = new HashSet<>();
    private long resumedFrom = -1;

    /** @param kept how many are kept, 1 or more */
    public CheckpointStore(Configuration configuration, Path folder, int kept) {
        this.configuration = configuration;
        this.folder = folder;
        this.kept = kept;
    }

    /** A checkpoint that was found, and what its run depends on. */
    public static final class Found {
        private final CheckpointFolder.Content content;

        private Found(CheckpointFolder.Content content) {
            this.content = content;
        }

        public Checkpoint checkpoint() {
            return content.checkpoint;
        }

        public Fingerprint fingerprint() {
            return content.fingerprint;
        }
    }

    /**
     * The newest checkpoint that is whole; {@code null} if there is none.
     *
     * @param warnings takes a sentence for each one that is damaged and passed over
     * @throws StoreException if all there are cannot be read
     */
    public Found newest(Consumer<String> warnings) {
        StoreException problem = null;
        List<Long> steps = steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            try {
                return new Found(new CheckpointFolder(configuration, path(steps.get(i))).read());
            } catch (StoreException e) {
                problem = e;
            } catch (IOException e) {
                // Hadoop's own checksums, among others.
                problem = new StoreException(
                        "The checkpoint " + path(steps.get(i)) + " cannot be read: " + e.getMessage() + ".", e);
            }
            if (i > 0) {
                warnings.accept(problem.getMessage() + " The one before is taken.");
            }
        }
        if (problem != null) {
            throw new StoreException(
                    problem.getMessage() + " No other checkpoint in " + folder
                            + " is whole; remove the folder, or give another, to begin anew.",
                    problem);
        }
        return null;
    }

    /**
     * Says now, before any work, whether checkpoints cannot be written.
     *
     * @throws StoreException if the folder cannot be made, or no file in it
     */
    public void requireWritable() {
        new AtomicOutput(configuration, true).file(new Path(folder, PROBE), new byte[1]);
        try {
            folder.getFileSystem(configuration).delete(new Path(folder, PROBE), false);
        } catch (IOException e) {
            throw new StoreException("Nothing can be removed from " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Says that the run goes on from a checkpoint: those up to it are this run's, and others are removed once there is a new one. */
    public void resumeFrom(Checkpoint checkpoint) {
        resumedFrom = checkpoint.step();
    }

    /** Writes a checkpoint, then removes what is not kept. */
    public void save(Checkpoint checkpoint, Fingerprint fingerprint) {
        CheckpointFolder.Content content = new CheckpointFolder.Content(checkpoint, fingerprint);
        new AtomicOutput(configuration, true)
                .write(path(checkpoint.step()), temporary -> new CheckpointFolder(configuration, temporary)
                        .write(content));
        own.add(checkpoint.step());
        removeOld();
    }

    private void removeOld() {
        List<Long> ours = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (long step : steps()) {
            (own.contains(step) || step <= resumedFrom ? ours : others).add(step);
        }
        others.addAll(ours.subList(0, Math.max(0, ours.size() - kept)));
        try {
            FileSystem fs = folder.getFileSystem(configuration);
            for (long step : others) {
                fs.delete(path(step), true);
            }
            for (FileStatus status : fs.listStatus(folder)) {
                // What a run that was killed in the middle of writing one left.
                if (status.getPath().getName().matches("\\.checkpoint-[0-9]+\\.(tmp|old)-.*")) {
                    fs.delete(status.getPath(), true);
                }
            }
        } catch (IOException e) {
            throw new StoreException("Old checkpoints in " + folder + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private Path path(long step) {
        return new Path(folder, String.format(Locale.ROOT, "checkpoint-%012d", step));
    }

    /** Of the checkpoints that are there, ascending. */
    private List<Long> steps() {
        List<Long> steps = new ArrayList<>();
        try {
            FileSystem fs = folder.getFileSystem(configuration);
            if (fs.exists(folder)) {
                for (FileStatus status : fs.listStatus(folder)) {
                    Matcher name = NAME.matcher(status.getPath().getName());
                    if (name.matches()) {
                        steps.add(Long.parseLong(name.group(1)));
                    }
                }
            }
        } catch (IOException e) {
            throw new StoreException("The folder of checkpoints " + folder + " cannot be read: " + e.getMessage(), e);
        }
        steps.sort(null);
        return steps;
    }
}
