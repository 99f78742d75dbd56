package io.github.sparkboltzmann.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files and folders that appear whole or not at all.
 *
 * <p>Content is written under a hidden name in the same folder and then renamed. What is replaced is moved aside first and removed last,
 * so that at any moment one of the two exists, and is whole. (A rename is one step on HDFS and local disks; on object stores the
 * manifest inside a model folder tells a whole one.)
 */
public final class AtomicOutput {
    private final Configuration configuration;
    private final boolean overwrite;

    /** @param overwrite whether an existing file or folder may be replaced */
    public AtomicOutput(Configuration configuration, boolean overwrite) {
        this.configuration = configuration;
        this.overwrite = overwrite;
    }

    /** Writes under a path that is given, and not there yet. */
    @FunctionalInterface
    public interface Content {
        /** Writes the file or folder at that path. */
        void writeTo(Path temporary) throws IOException;
    }

    /** Writes a file of these bytes. */
    public void file(Path target, byte[] bytes) {
        write(target, temporary -> {
            try (FSDataOutputStream out = temporary.getFileSystem(configuration).create(temporary, false)) {
                out.write(bytes);
            }
        });
    }

    /**
     * Writes a file or folder.
     *
     * @throws StoreException if the target exists and may not be replaced, or cannot be written
     */
    public void write(Path target, Content content) {
        try {
            FileSystem fs = target.getFileSystem(configuration);
            Path whole = fs.makeQualified(target);
            requireFree(fs, whole);
            String suffix = UUID.randomUUID().toString();
            Path temporary = new Path(whole.getParent(), "." + whole.getName() + ".tmp-" + suffix);
            try {
                fs.mkdirs(whole.getParent());
                content.writeTo(temporary);
                requireFree(fs, whole);
                replace(fs, temporary, whole, suffix);
            } finally {
                removeQuietly(fs, temporary);
            }
        } catch (IOException | UncheckedIOException | FSError e) {
            // FSError, an Error, is how Hadoop reports that a local disk is full.
            throw new StoreException("Could not write " + target + ": " + e.getMessage(), e);
        }
    }

    /** Says now, before any work, whether a target could not be written later. */
    public void requireFree(Path target) {
        try {
            requireFree(target.getFileSystem(configuration), target);
        } catch (IOException e) {
            throw new StoreException("Could not look at " + target + ": " + e.getMessage(), e);
        }
    }

    private void requireFree(FileSystem fs, Path target) throws IOException {
        if (!overwrite && fs.exists(target)) {
            throw new StoreException(
                    target + " exists already and is not overwritten; give another path, or allow overwriting.");
        }
    }

    private static void replace(FileSystem fs, Path temporary, Path target, String suffix) throws IOException {
        Path aside = new Path(target.getParent(), "." + target.getName() + ".old-" + suffix);
        boolean existed = fs.exists(target);
        if (existed && !fs.rename(target, aside)) {
            throw new IOException("the existing one could not be moved aside");
        }
        if (!fs.rename(temporary, target)) {
            if (existed && !fs.rename(aside, target)) {
                throw new IOException("it could not be put in place; the one before is at " + aside);
            }
            throw new IOException("it could not be put in place");
        }
        if (existed) {
            removeQuietly(fs, aside);
        }
    }

    private static void removeQuietly(FileSystem fs, Path path) throws IOException {
        if (fs.exists(path)) {
            fs.delete(path, true);
        }
    }
}
