package io.github.sparkboltzmann.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Folders in a folder: their names, and taking them away so that a half of one is never seen. */
final class Folders {
    private static final String REMOVING = ".removing-";

    private Folders() {}

    /** The names of the folders that match, ascending; none of a folder that is not there. */
    static List<String> names(Configuration configuration, Path parent, String pattern) {
        List<String> names = new ArrayList<>();
        try {
            FileSystem fs = parent.getFileSystem(configuration);
            if (fs.exists(parent)) {
                for (FileStatus status : fs.listStatus(parent)) {
                    if (status.isDirectory() && status.getPath().getName().matches(pattern)) {
                        names.add(status.getPath().getName());
                    }
                }
            }
        } catch (IOException e) {
            throw new StoreException("The folder " + parent + " cannot be read: " + e.getMessage(), e);
        }
        names.sort(null);
        return names;
    }

    /** Removes a folder: hidden by one rename, then taken apart. */
    static void remove(Configuration configuration, Path folder) {
        Path hidden = new Path(folder.getParent(), REMOVING + folder.getName());
        try {
            FileSystem fs = folder.getFileSystem(configuration);
            fs.delete(hidden, true);
            if (!fs.rename(folder, hidden)) {
                throw new IOException("it could not be renamed to " + hidden);
            }
            fs.delete(hidden, true);
        } catch (IOException e) {
            throw new StoreException("Could not remove " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Removes what a process that was killed left hidden in a folder: half written, or half removed. */
    static void removeLeftovers(Configuration configuration, Path parent) {
        String left = "\\.removing-.*|\\..*\\.(tmp|old)-[0-9a-f-]{36}(\\.crc)?";
        try {
            FileSystem fs = parent.getFileSystem(configuration);
            if (fs.exists(parent)) {
                for (FileStatus status : fs.listStatus(parent)) {
                    if (status.getPath().getName().matches(left)) {
                        fs.delete(status.getPath(), true);
                    }
                }
            }
        } catch (IOException e) {
            throw new StoreException("Leftovers in " + parent + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
