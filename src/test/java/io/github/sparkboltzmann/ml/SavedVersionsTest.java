package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.store.StoredModel;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that earlier releases wrote still load, with the same values. */
class SavedVersionsTest {
    @TempDir
    Path folder;

    @Test
    void aModelOfFormatVersion1LoadsWithExactValues() throws Exception {
        TestSpark.session();
        RBMModel model = RBMModel.load(fixture().toString());
        StoredModel expected = ModelOfVersion1.stored();
        StoredModel stored = model.stored();
        assertArrayEquals(expected.parameters().values(), stored.parameters().values());

        assertEquals(true, expected.machine().layout().sameAs(stored.machine().layout()));
        assertArrayEquals(expected.scaling().minimum(), stored.scaling().minimum());
        assertArrayEquals(expected.scaling().maximum(), stored.scaling().maximum());
        assertEquals(expected.settings(), stored.settings());
        assertEquals(expected.data(), stored.data());
        assertEquals("rbm_version_1", model.uid());
        assertEquals("code", model.getOutputCol());
        assertEquals(0.25, model.getBinarizeThreshold());
        assertEquals("features", model.getFeaturesCol());
        assertFalse(model.hasSummary());
    }

    @Test
    void thisReleaseWritesFormatVersion1ByteByByte() throws Exception {
        TestSpark.session();
        RBMModel.of(ModelOfVersion1.stored()).save(folder + "/model");
        for (String name : new String[] {"parameters.safetensors", "machine.json"}) {
            assertArrayEquals(
                    Files.readAllBytes(fixture().resolve(name)),
                    Files.readAllBytes(folder.resolve("model").resolve(name)),
                    name);
        }
    }

    private static Path fixture() throws URISyntaxException {
        return Path.of(SavedVersionsTest.class
                        .getResource("/models/version-1/manifest.json")
                        .toURI())
                .getParent();
    }
}
