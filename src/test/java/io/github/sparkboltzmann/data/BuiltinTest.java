package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.assertRefused;
import static io.github.sparkboltzmann.data.DataFiles.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The sets in the jar. */
class BuiltinTest {
    @Test
    void digitsAre1797RowsOf64ValuesFrom0To16WithTenLabels() {
        LoadedData digits = read(DataOptions.path("builtin:digits"));
        assertEquals(
                "1797 rows of 64 features with labels from builtin:digits (builtin), 0 rows skipped",
                digits.describe());
        TreeSet<Double> values = new TreeSet<>();
        TreeSet<Double> labels = new TreeSet<>();
        List<Row> rows = digits.dataset().collectAsList();
        for (Row row : rows) {
            double[] pixels = row.<Vector>getAs("features").toArray();
            assertEquals(64, pixels.length);
            Arrays.stream(pixels).forEach(values::add);
            labels.add(row.getAs("label"));
        }
        assertEquals(1797, rows.size());
        assertEquals(List.of(0.0, 16.0, 17), List.of(values.first(), values.last(), values.size()));
        assertEquals(List.of(0.0, 9.0, 10), List.of(labels.first(), labels.last(), labels.size()));
        assertEquals("builtin:digits row 1797", rows.get(1796).getAs("source"));
    }

    @Test
    void barsAndStripesAre30ImagesOfWhichTheEmptyAndTheFullOccurTwice() {
        List<String> images = read(DataOptions.path("builtin:bars-and-stripes")).dataset().collectAsList().stream()
                .map(row -> row.get(0).toString())
                .toList();
        assertEquals(32, images.size());
        assertEquals(30, new TreeSet<>(images).size());
        assertEquals(2, Collections.frequency(images, images.get(0)));
        assertEquals(2, Collections.frequency(images, images.get(15)));
        assertEquals("[1.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0]", images.get(1));
        assertEquals("[1.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0]", images.get(17));
    }

    @Test
    void originAndLicenceOfTheDigitsTravelWithThem() throws Exception {
        try (java.io.InputStream text = Builtin.class.getResourceAsStream("digits.LICENSE.txt")) {
            assertTrue(new String(text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).contains("CC BY 4.0"));
        }
    }

    @Test
    void unknownNamesAndOtherWidthsAreRefused() {
        assertRefused(
                "path: expected builtin:digits or builtin:bars-and-stripes, found 'builtin:mnist'; choose one.",
                DataOptions.path("builtin:mnist"));
        assertRefused(
                "builtin:digits: expected 784 features, as width says, found 64; correct width.",
                DataOptions.path("builtin:digits").width(784));
    }
}
