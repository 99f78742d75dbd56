package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.store.StoreException;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What a study is given, and where it leaves what it found: session, seeds, data, whether it is to be quick, and files for its folder.
 *
 * <p>Files are kept and written when the study has ended: a study that fails leaves nothing.
 */
public final class StudyContext {
    /** The file that the frame writes. */
    public static final String RESULT = "study.json";

    private static final String QUICK = "quick form";

    private final SparkSession session;
    private final DataLocator data;
    private final boolean quick;
    private final List<Long> seeds;
    private final PrintStream progress;
    private final Supplier<TrainingListener> listeners;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private List<String> parts = List.of();
    private final SortedMap<String, Object> settings = new TreeMap<>();

    /** @param listeners makes one that shows the progress of a training */
    public StudyContext(
            SparkSession session,
            DataLocator data,
            boolean quick,
            List<Long> seeds,
            PrintStream progress,
            Supplier<TrainingListener> listeners) {
        this.session = session;
        this.data = data;
        this.quick = quick;
        this.seeds = List.copyOf(seeds);
        this.progress = progress;
        this.listeners = listeners;
    }

    public SparkSession session() {
        return session;
    }

    /** Whether to take the shortened form, of two minutes at most. */
    public boolean quick() {
        return quick;
    }

    /** One of two values: the full form's or the quick one's. */
    public <T> T choose(T full, T shortened) {
        return quick ? shortened : full;
    }

    /** Says which parts of the study are to run. */
    public void only(List<String> names) {
        parts = List.copyOf(names);
        if (!parts.isEmpty()) {
            setting("parts", parts);
        }
    }

    /** Whether a part of the study is to run. */
    public boolean wants(String part) {
        return parts.contains(part);
    }

    public List<Long> seeds() {
        return seeds;
    }

    /** Whether a data set is there: for studies that can do without. */
    public boolean has(StudyData set) {
        return data.folder(set).isPresent();
    }

    /**
     * The path of a data set's file.
     *
     * @throws StoreException if the set is not there; says where it was looked for and where to get it
     */
    public String path(StudyData set, String file) {
        if (!set.files().contains(file)) {
            throw new IllegalArgumentException(
                    "Data set '" + set.folder() + "' has the files " + set.files() + ", but no '" + file + "'.");
        }
        return data.folder(set).orElseThrow(() -> new StoreException(data.missing(set))) + "/" + file;
    }

    /** Says on standard error what goes on. */
    public void say(String line) {
        progress.println(line);
        progress.flush();
    }

    /** A new listener that shows the progress of one training on standard error. */
    public TrainingListener listener() {
        return listeners.get();
    }

    /** Records what the study ran with: a number, a text, a boolean, or a list of them. */
    public void setting(String name, Object value) {
        settings.put(name, value);
    }

    SortedMap<String, Object> settings() {
        return settings;
    }

    /** The title of a picture; the quick form says so in every one. */
    public String title(String text) {
        return quick ? text + " (" + QUICK + ")" : text;
    }

    /** Leaves a file, a picture for example, in the output folder when the study has ended. */
    public void file(String name, byte[] content) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || name.equals(RESULT)) {
            throw new IllegalArgumentException(
                    "A study's file has a plain name other than " + RESULT + ", but it is '" + name + "'.");
        }
        if (files.put(name, content.clone()) != null) {
            throw new IllegalArgumentException("The study leaves two files of the name '" + name + "'.");
        }
    }

    /** Name to content, in the order in which they came. */
    public Map<String, byte[]> files() {
        return java.util.Collections.unmodifiableMap(files);
    }
}
