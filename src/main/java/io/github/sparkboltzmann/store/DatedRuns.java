package io.github.sparkboltzmann.store;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Runs of a schedule: {@code runs/<date>/} below a root, each finished once it has the file {@code _SUCCESS}. */
public final class DatedRuns {
    /** The folder of runs below the root. */
    public static final String FOLDER = "runs";

    /** The file that is written last. */
    public static final String SUCCESS = "_SUCCESS";

    /** A day, or an hour or minute of it: names that sort by time, and that every file system takes. */
    public static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}(-[0-9]{2})?)?";

    private final Configuration configuration;
    private final Path root;

    /** The runs below a root, which need not exist. */
    public DatedRuns(Configuration configuration, Path root) {
        this.configuration = configuration;
        this.root = root;
    }

    /** The folder of all runs. */
    Path folder() {
        return new Path(root, FOLDER);
    }

    /** The folder of a date's run. */
    public Path folder(String date) {
        return new Path(folder(), date);
    }

    /** The dates that there are runs of, ascending. */
    public List<String> dates() {
        return Folders.names(configuration, folder(), DATE);
    }

    /** Whether a date's run is finished. */
    public boolean isFinished(String date) {
        return success(date).exists();
    }

    /** Says that a date's run is finished. */
    public void finish(String date) {
        success(date).replace("");
    }

    private SharedFile success(String date) {
        return new SharedFile(configuration, new Path(folder(date), SUCCESS));
    }
}
