package io.github.sparkboltzmann.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sparkboltzmann.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Small files for the readers' tests, and how the tests read them. */
final class DataFiles {
    private DataFiles() {}

    static Path text(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        return bytes(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes, gzipped if the name ends in .gz. */
    static Path bytes(Path file, byte[] content) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        try (OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(content);
        }
        return file;
    }

    /** An IDX file of unsigned bytes: its head and as many bytes 0, 1, 2, ... 255, 0, ... as {@code bytes} says. */
    static byte[] idx(int bytes, int... dimensions) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        out.writeInt(0x0800 | dimensions.length);
        for (int size : dimensions) {
            out.writeInt(size);
        }
        for (int i = 0; i < bytes; i++) {
            out.write(i);
        }
        return content.toByteArray();
    }

    static DataOptions.Builder options(Path file) {
        return DataOptions.path(file.toString());
    }

    static LoadedData read(DataOptions.Builder options) {
        return DataReader.read(TestSpark.session(), options.build());
    }

    static List<Row> rows(DataOptions.Builder options) {
        return read(options).dataset().collectAsList();
    }

    static void assertRefused(String message, DataOptions.Builder options) {
        InvalidDataException refusal = assertThrows(InvalidDataException.class, () -> read(options));
        assertEquals(message, refusal.getMessage());
    }

    /** {@code [features] label source weight}, label and weight where there are some. */
    static String show(Row row) {
        String features = Arrays.toString(row.<Vector>getAs("features").toArray());
        String label = Columns.hasLabel(row.schema()) ? " " + row.getAs("label") : "";
        String weight = Columns.hasWeight(row.schema()) ? " " + row.getAs("weight") : "";
        String source = row.getAs("source");
        return features + label + " " + source.substring(source.lastIndexOf('/') + 1) + weight;
    }

    static List<String> show(DataOptions.Builder options) {
        return rows(options).stream().map(DataFiles::show).toList();
    }
}
