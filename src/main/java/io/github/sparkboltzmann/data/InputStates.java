package io.github.sparkboltzmann.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Input files as they were before they were read: size, time of the last change and, where the file system has one, entity tag.
 *
 * <p>Spark reads a file again where an executor that held its rows is lost. A file that changed by then would mix two data sets without a word.
 */
final class InputStates {
    /** Of inputs that are no files. */
    static final InputStates NONE = new InputStates(List.of(), null);

    private final List<FileStatus> files;
    private final Configuration conf;

    private InputStates(List<FileStatus> files, Configuration conf) {
        this.files = files;
        this.conf = conf;
    }

    /** Of files that were just listed. */
    static InputStates of(List<FileStatus> files, Configuration conf) {
        return new InputStates(List.copyOf(files), conf);
    }

    /** Of files that Spark names, as they are now. */
    static InputStates at(String[] uris, Configuration conf) {
        List<FileStatus> files = new ArrayList<>();
        for (String uri : uris) {
            Path path = new Path(URI.create(uri));
            try {
                files.add(path.getFileSystem(conf).getFileStatus(path));
            } catch (IOException e) {
                throw Jobs.unreadable(InputFiles.display(path), e);
            }
        }
        return new InputStates(files, conf);
    }

    /**
     * Looks at the files again.
     *
     * @throws InvalidDataException if one is not what it was, or is gone; it names the file
     * @throws IOException if a file system does not answer
     */
    void requireUnchanged() throws IOException {
        Map<Path, List<FileStatus>> byFolder = new LinkedHashMap<>();
        files.forEach(file -> byFolder.computeIfAbsent(file.getPath().getParent(), folder -> new ArrayList<>())
                .add(file));
        for (Map.Entry<Path, List<FileStatus>> folder : byFolder.entrySet()) {
            Map<Path, FileStatus> now = now(folder.getKey(), folder.getValue());
            for (FileStatus then : folder.getValue()) {
                requireSame(then, now.get(then.getPath()));
            }
        }
    }

    /** One question a folder, however many files it has. */
    private Map<Path, FileStatus> now(Path folder, List<FileStatus> wanted) throws IOException {
        FileSystem fs = wanted.get(0).getPath().getFileSystem(conf);
        Map<Path, FileStatus> now = new LinkedHashMap<>();
        try {
            FileStatus[] found = wanted.size() == 1
                    ? new FileStatus[] {fs.getFileStatus(wanted.get(0).getPath())}
                    : fs.listStatus(folder);
            Arrays.stream(found).forEach(file -> now.put(file.getPath(), file));
        } catch (FileNotFoundException e) {
            return Map.of();
        }
        return now;
    }

    private static void requireSame(FileStatus then, FileStatus now) {
        boolean same = now != null
                && now.getLen() == then.getLen()
                && now.getModificationTime() == then.getModificationTime()
                && Objects.equals(tag(now), tag(then));
        if (!same) {
            throw InvalidDataException.of(
                    InputFiles.display(then.getPath()),
                    "the file that the job began with, of " + describe(then),
                    now == null ? "none" : "one of " + describe(now),
                    "start the job again, on files that do not change while it runs");
        }
    }

    private static String describe(FileStatus file) {
        return file.getLen() + " bytes and " + Instant.ofEpochMilli(file.getModificationTime())
                + (tag(file) == null ? "" : ", " + tag(file));
    }

    private static String tag(FileStatus file) {
        return file instanceof EtagSource source ? source.getEtag() : null;
    }
}
