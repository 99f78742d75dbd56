package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.InputScaling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Array files in tests: the fixtures that NumPy wrote (see their {@code make_fixtures.py}), and how they are read. */
final class ArrayFiles {
    /** {@code W[4, 3]} of the fixtures, row-major: {@code (n - 5) / 8}. */
    static final float[] WEIGHTS = {-.625f, -.5f, -.375f, -.25f, -.125f, 0, .125f, .25f, .375f, .5f, .625f, .75f};

    static final float[] VISIBLE_BIAS = {.5f, -1, .25f, 2};
    static final float[] HIDDEN_BIAS = {-.125f, 1.5f, 0};

    /** Made once: it parses XML. */
    private static final Configuration CONFIGURATION = new Configuration();

    private ArrayFiles() {}

    static Path fixture(String name) {
        try {
            return Path.of(ArrayFiles.class.getResource("/exchange/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static ArrayFile open(Path file) {
        return ArrayFile.open(CONFIGURATION, new org.apache.hadoop.fs.Path(file.toUri()));
    }

    /** The model of a file's arrays, their names looked for. */
    static StoredModel model(Path file) {
        return model(file, "", "", "", null);
    }

    static StoredModel model(Path file, String weights, String visible, String hidden, Boolean transposed) {
        String name = file.getFileName().toString();
        try (ArrayFile arrays = open(file)) {
            ArrayNames names = ArrayNames.in(arrays, name, weights, visible, hidden, transposed);
            return ModelArrays.read(arrays, name, names, InputScaling.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String refusal(Runnable call) {
        String message = org.junit.jupiter.api.Assertions.assertThrows(StoreException.class, call::run)
                .getMessage();
        assertTrue(message.endsWith(".") && !message.contains("\n"), message);
        return message;
    }
}
