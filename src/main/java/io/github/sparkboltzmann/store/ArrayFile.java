package io.github.sparkboltzmann.store;

import io.github.sparkboltzmann.store.Safetensors.Tensor;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file of named arrays, {@code .npz} of NumPy or {@code .safetensors}, told apart by its first bytes and not by its name.
 *
 * <p>An array is read when it is asked for, and others never: what stands beside a model's weights does no harm, and costs nothing. No code
 * runs when a file is read.
 */
public abstract class ArrayFile implements Closeable {
    private static final int ZIP = 0x504B0304;
    private static final int EMPTY_ZIP = 0x504B0506;
    private static final int NPY = 0x934E554D;

    /**
     * Opens a file.
     *
     * @throws StoreException if there is none, or if it is neither of the two formats
     */
    public static ArrayFile open(Configuration configuration, Path path) {
        String name = path.getName();
        try {
            FileSystem fs = path.getFileSystem(configuration);
            if (!fs.exists(path) || fs.getFileStatus(path).isDirectory()) {
                throw new StoreException("There is no file " + path + "; give a .npz or .safetensors file.");
            }
            FileStatus status = fs.getFileStatus(path);
            byte[] first = new byte[(int) Math.min(9, status.getLen())];
            try (FSDataInputStream in = fs.open(path)) {
                in.readFully(first);
            }
            int magic = first.length < 4
                    ? 0
                    : first[0] << 24 | (first[1] & 0xFF) << 16 | (first[2] & 0xFF) << 8 | first[3] & 0xFF;
            if (magic == ZIP || magic == EMPTY_ZIP) {
                return new NpzFile(new SeekableInput(fs.open(path), status.getLen()), name);
            }
            if (magic == NPY) {
                throw new StoreException(
                        "The file " + name + " is a single .npy array, but weights and biases are three;"
                                + " save them together with numpy.savez.");
            }
            if (first.length == 9 && first[8] == '{') {
                return new SafetensorsFile(fs.open(path), name, status.getLen());
            }
            throw new StoreException("The file " + name
                    + " is neither .npz nor .safetensors; save the arrays with numpy.savez or safetensors' save_file.");
        } catch (IOException e) {
            throw new StoreException("The file " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** {@code npz} or {@code safetensors}. */
    public abstract String format();

    /** The arrays' names, in the file's order. */
    public abstract Set<String> names();

    /**
     * Reads an array of that name, which must be one of {@link #names}.
     *
     * @throws StoreException if it is no array of floating-point numbers, or damaged
     */
    public abstract Tensor read(String name);

    /** Tensors of a safetensors file, each read from its place. */
    private static final class SafetensorsFile extends ArrayFile {
        private final FSDataInputStream in;
        private final String name;
        private final SafetensorsHeader header;

        SafetensorsFile(FSDataInputStream in, String name, long length) throws IOException {
            this.in = in;
            this.name = name;
            try {
                this.header = SafetensorsHeader.read(new DataInputStream(in), name, length);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        }

        @Override
        public String format() {
            return "safetensors";
        }

        @Override
        public Set<String> names() {
            Set<String> names = new java.util.LinkedHashSet<>();
            header.entries.forEach(entry -> names.add(entry.name));
            return names;
        }

        @Override
        public Tensor read(String tensor) {
            for (SafetensorsHeader.Entry entry : header.entries) {
                if (entry.name.equals(tensor)) {
                    try {
                        in.seek(header.payload + entry.begin);
                        return Safetensors.read(new DataInputStream(in), name, entry);
                    } catch (IOException e) {
                        throw new StoreException("The file " + name + " cannot be read: " + e.getMessage(), e);
                    }
                }
            }
            throw new IllegalArgumentException("There is no tensor '" + tensor + "' in " + name + ".");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
