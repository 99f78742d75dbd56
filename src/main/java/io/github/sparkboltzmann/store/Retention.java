package io.github.sparkboltzmann.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What is kept of a schedule's runs and published models; the rest is removed, by the holder of the lock. */
public final class Retention {
    private final int keptRuns;
    private final int keptVersions;

    /**
     * @param keptRuns the newest, 1 or more
     * @param keptVersions the newest published models, 1 or more
     */
    public Retention(int keptRuns, int keptVersions) {
        if (keptRuns < 1 || keptVersions < 1) {
            throw new IllegalArgumentException("At least 1 run and 1 published model are kept, but asked for are "
                    + keptRuns + " and " + keptVersions + ".");
        }
        this.keptRuns = keptRuns;
        this.keptVersions = keptVersions;
    }

    /**
     * Removes old runs and versions: never the run in hand, nor an unfinished one of a later date, nor the current version.
     *
     * @param date of the run in hand, which counts as one of those kept
     * @param inUse versions that are kept besides: those that unfinished runs began from
     * @return what was removed, below the root
     */
    public List<String> apply(Configuration configuration, Path root, String date, Set<String> inUse) {
        DatedRuns runs = new DatedRuns(configuration, root);
        PublishedModels published = new PublishedModels(configuration, root);
        Folders.removeLeftovers(configuration, root);
        Folders.removeLeftovers(configuration, runs.folder());
        Folders.removeLeftovers(configuration, runs.folder(date));
        Folders.removeLeftovers(configuration, new Path(root, PublishedModels.FOLDER));
        List<String> removed = new ArrayList<>();
        List<String> old = new ArrayList<>(runs.dates());
        old.removeIf(other -> other.equals(date) || other.compareTo(date) > 0 && !runs.isFinished(other));
        for (String run : oldest(old, keptRuns - 1)) {
            Folders.remove(configuration, runs.folder(run));
            removed.add(DatedRuns.FOLDER + "/" + run);
        }
        Set<String> kept = new HashSet<>(inUse);
        kept.add(published.current());
        for (String version : oldest(published.versions(), keptVersions)) {
            if (!kept.contains(version)) {
                Folders.remove(configuration, published.path(version));
                removed.add(PublishedModels.FOLDER + "/" + version);
            }
        }
        return removed;
    }

    /** All but the last few. */
    private static List<String> oldest(List<String> names, int kept) {
        return names.subList(0, Math.max(0, names.size() - kept));
    }
}
