package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a model that are the same bytes for the same seed, settings, partition count and rows. */
final class Machines {
    private static final List<String> FILES = List.of("parameters.safetensors", "machine.json", "learner.safetensors");

    private final Map<String, byte[]> files = new TreeMap<>();

    private Machines() {}

    /** Of the model in a folder, of any file system. */
    static Machines in(String folder) throws IOException {
        Machines machine = new Machines();
        Path path = new Path(folder);
        try (FileSystem fs = FileSystem.newInstance(path.toUri(), new Configuration())) {
            assertTrue(fs.exists(new Path(path, "manifest.json")), () -> "There is no whole model in " + folder + ".");
            for (String name : FILES) {
                try (InputStream in = fs.open(new Path(path, name))) {
                    machine.files.put(name, in.readAllBytes());
                }
            }
        }
        return machine;
    }

    /** The model in a folder has to have these bytes. */
    void requireSame(String folder) throws IOException {
        Machines other = in(folder);
        files.forEach((name, bytes) -> assertArrayEquals(bytes, other.files.get(name), folder + "/" + name));
    }
}
