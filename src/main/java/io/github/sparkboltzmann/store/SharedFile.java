package io.github.sparkboltzmann.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * One small text that several processes see: created by one of them only, and replaced in one step, so that a reader finds the old or the new.
 *
 * <p>On HDFS these are {@code create} without overwriting and {@code FileContext.rename} with it. On local disks neither is one step in Hadoop
 * (it looks first and then acts, and renames the checksum afterwards), so that {@code java.nio} is used, and there is no checksum file.
 */
public final class SharedFile {
    private final Path path;
    private final Configuration configuration;
    private final FileSystem fs;

    /** The file at that path, which need not exist. */
    public SharedFile(Configuration configuration, Path path) {
        this.configuration = configuration;
        try {
            this.fs = path.getFileSystem(configuration);
        } catch (IOException e) {
            throw new StoreException("There is no file system for " + path + ": " + e.getMessage(), e);
        }
        this.path = fs.makeQualified(path);
    }

    /**
     * Creates the file, unless it exists: of several processes that try, one succeeds.
     *
     * @return whether it was this one
     */
    public boolean create(String text) {
        try {
            fs.mkdirs(path.getParent());
            if (fs instanceof LocalFileSystem local) {
                Files.writeString(local.pathToFile(path).toPath(), text, StandardOpenOption.CREATE_NEW);
            } else {
                write(path, text);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            if (exists()) {
                return false;
            }
            throw new StoreException("Could not create " + path + ": " + e.getMessage(), e);
        }
    }

    /** Replaces the file's text, or creates it. */
    public void replace(String text) {
        Path temporary = new Path(path.getParent(), "." + path.getName() + ".tmp-" + UUID.randomUUID());
        try {
            fs.mkdirs(path.getParent());
            if (fs instanceof LocalFileSystem local) {
                java.nio.file.Path written = local.pathToFile(temporary).toPath();
                Files.writeString(written, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
                Files.move(written, local.pathToFile(path).toPath(), StandardCopyOption.ATOMIC_MOVE);
            } else {
                write(temporary, text);
                FileContext.getFileContext(path.toUri(), configuration)
                        .rename(temporary, path, Options.Rename.OVERWRITE);
            }
        } catch (IOException e) {
            throw new StoreException("Could not write " + path + ": " + e.getMessage(), e);
        }
    }

    /** The file's text; {@code null} if there is none. */
    public String read() {
        try (FSDataInputStream in = fs.open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.FileNotFoundException e) {
            return null;
        } catch (IOException e) {
            throw new StoreException("Could not read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Whether there is one. */
    public boolean exists() {
        try {
            return fs.exists(path);
        } catch (IOException e) {
            throw new StoreException("Could not look at " + path + ": " + e.getMessage(), e);
        }
    }

    private void write(Path target, String text) throws IOException {
        try (FSDataOutputStream out = fs.create(target, false)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.hsync();
        }
    }
}
