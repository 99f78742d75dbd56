package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds data sets: in the folder that the command names, then in {@code $BOLTZMANN_DATA}, then in the working directory, where
 * {@code submit/get-mnist} leaves its folder {@code mnist}.
 *
 * <p>A set is a folder of its name with all of its files; a place may also be that folder itself.
 */
public final class DataLocator {
    /** The environment variable. */
    public static final String VARIABLE = "BOLTZMANN_DATA";

    private final Configuration configuration;
    private final List<String> places = new ArrayList<>();

    /**
     * @param given the folder of the command line, {@code null} or empty for none
     * @param variable the value of {@link #VARIABLE}, {@code null} or empty for none
     * @param workingDirectory where the job was started
     */
    public DataLocator(Configuration configuration, String given, String variable, String workingDirectory) {
        this.configuration = configuration;
        for (String place : new String[] {given, variable, workingDirectory}) {
            if (place != null && !place.isBlank()) {
                places.add(place);
            }
        }
    }

    /** The folder of a data set, if it is there with all its files. */
    public Optional<String> folder(StudyData data) {
        return places.stream()
                .flatMap(place -> candidates(place, data).stream())
                .filter(folder -> data.files().stream().allMatch(file -> exists(new Path(folder, file))))
                .map(Path::toString)
                .findFirst();
    }

    private static List<Path> candidates(String place, StudyData data) {
        Path path = new Path(place);
        Path below = new Path(path, data.folder());
        return path.getName().equals(data.folder()) ? List.of(path, below) : List.of(below);
    }

    private boolean exists(Path path) {
        try {
            FileSystem fs = path.getFileSystem(configuration);
            return fs.exists(path);
        } catch (IOException e) {
            throw new StoreException("Could not look for " + path + ": " + e.getMessage(), e);
        }
    }

    /** One sentence: what is missing, where it was looked for, where to get it. */
    public String missing(StudyData data) {
        Set<String> absent = new TreeSet<>(data.files());
        String partly = "";
        for (String place : places) {
            for (Path folder : candidates(place, data)) {
                if (partly.isEmpty() && data.files().stream().anyMatch(file -> exists(new Path(folder, file)))) {
                    absent.removeIf(file -> exists(new Path(folder, file)));
                    partly = " (" + folder + " has no " + String.join(", ", absent) + ")";
                }
            }
        }
        return "Data set '" + data.folder() + "' is not in " + String.join(", ", places) + partly + "; " + data.source()
                + ", and name the folder that holds the folder '" + data.folder() + "' with --data DIR or " + VARIABLE
                + ".";
    }
}
