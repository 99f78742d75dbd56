package io.github.sparkboltzmann.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files that a path means: itself, the files of a folder, or what a pattern matches, ordered by name. */
final class InputFiles {
    private InputFiles() {}

    /** Lists the files; refuses a path that has none. A folder's hidden files (leading dot or underscore) do not count. */
    static List<FileStatus> list(String path, Configuration conf) {
        try {
            List<FileStatus> files = new ArrayList<>();
            boolean folder = false;
            Path given = new Path(path);
            FileSystem fs = given.getFileSystem(conf);
            for (FileStatus status : matches(given, fs)) {
                if (status.isDirectory()) {
                    folder = true;
                    addVisible(fs.listStatus(status.getPath()), files);
                } else {
                    files.add(status);
                }
            }
            if (files.isEmpty()) {
                throw folder
                        ? InvalidDataException.of(path, "files in the folder", "none", "check the path")
                        : missing(path);
            }
            files.sort(Comparator.comparing(status -> status.getPath().toString()));
            return files;
        } catch (IOException e) {
            throw unreachable(path, e);
        }
    }

    /** The one file that a path means. */
    static FileStatus single(String path, Configuration conf) {
        List<FileStatus> files = list(path, conf);
        if (files.size() > 1) {
            throw InvalidDataException.of(path, "one file", files.size() + " files", "name one of them");
        }
        return files.get(0);
    }

    /** Refuses a path at which there is nothing. */
    static void requirePresent(String path, Configuration conf) {
        try {
            Path given = new Path(path);
            if (matches(given, given.getFileSystem(conf)).length == 0) {
                throw missing(path);
            }
        } catch (IOException e) {
            throw unreachable(path, e);
        }
    }

    /** A path as users write it: without the scheme where it is a local file. */
    static String display(Path path) {
        String scheme = path.toUri().getScheme();
        return scheme == null || scheme.equals("file") ? path.toUri().getPath() : path.toString();
    }

    private static FileStatus[] matches(Path path, FileSystem fs) throws IOException {
        if (fs.exists(path)) {
            return new FileStatus[] {fs.getFileStatus(path)};
        }
        FileStatus[] matched = fs.globStatus(path);
        return matched == null ? new FileStatus[0] : matched;
    }

    private static void addVisible(FileStatus[] listed, List<FileStatus> files) {
        for (FileStatus status : listed) {
            char start = status.getPath().getName().charAt(0);
            if (!status.isDirectory() && start != '.' && start != '_') {
                files.add(status);
            }
        }
    }

    private static InvalidDataException missing(String path) {
        return InvalidDataException.of(
                path, "a file, a folder or a pattern that matches files", "nothing there", "check the path");
    }

    private static InvalidDataException unreachable(String path, IOException e) {
        return new InvalidDataException(
                path + ": expected a file system that answers, found: " + Jobs.reason(e) + "; check the path.", e);
    }
}
