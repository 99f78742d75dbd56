package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job generate, from the command line to its table and picture. */
class GenerateJobTest {
    @TempDir
    private static Path folder;

    private static String model;

    @BeforeAll
    static void train() {
        TestSpark.session();
        Captured run = Captured.run(
                "train",
                "data.path=builtin:bars-and-stripes",
                "rbm.numHidden=9",
                "rbm.maxIter=3",
                "rbm.batchSize=8",
                "rbm.learningRate=0.3",
                "pictures=false",
                "output=" + folder.resolve("trained"));
        assertEquals(0, run.code, run.err);
        model = "model=" + folder.resolve("trained/model");
    }

    @Test
    void samplesAreATableAndAPicture() throws IOException {
        Path out = folder.resolve("samples");
        String[] command = {
            "generate", model, "output=" + out, "number=130", "sweeps=20", "clamp=[\"3=1\", \"5=0\"]", "means=true"
        };
        Captured run = Captured.run(command);
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("130 samples"), run.out);
        List<Row> rows = rows(out.resolve("samples.parquet"), "chain");
        assertEquals(130, rows.size());
        for (int r = 0; r < 130; r++) {
            assertEquals((long) r, rows.get(r).getLong(0));
            for (int column : new int[] {1, 2}) {
                Vector values = rows.get(r).getAs(column);
                assertEquals(16, values.size());
                assertEquals(1, values.apply(3));
                assertEquals(0, values.apply(5));
            }
        }
        assertTrue(ImageIO.read(out.resolve("samples.png").toFile()).getWidth() > 500);
        byte[] picture = Files.readAllBytes(out.resolve("samples.png"));

        Captured again = Captured.run(command);
        assertEquals(1, again.code);
        assertTrue(again.explanation().contains("exists already"), again.err);
        String[] overwriting = java.util.Arrays.copyOf(command, command.length + 2);
        overwriting[command.length] = "--overwrite";
        overwriting[command.length + 1] = "partitions=1";
        assertEquals(0, Captured.run(overwriting).code);
        assertEquals(rows, rows(out.resolve("samples.parquet"), "chain"));
        assertArrayEquals(picture, Files.readAllBytes(out.resolve("samples.png")));
    }

    @Test
    void hiddenHalvesAreCompletedAndMeasured() throws IOException {
        Path out = folder.resolve("completed");
        Captured run = Captured.run(
                "generate",
                model,
                "output=" + out,
                "data.path=builtin:bars-and-stripes",
                "complete.hide=right",
                "complete.sweeps=50");
        assertEquals(0, run.code, run.err);
        Dataset<Row> table = TestSpark.session()
                .read()
                .parquet(out.resolve("completed.parquet").toString());
        assertFalse(List.of(table.columns()).contains("hidden"), "the mask is not a part of the table");
        double sum = 0;
        List<Row> rows = table.select("features", "completed").collectAsList();
        for (Row row : rows) {
            Vector data = row.getAs(0);
            Vector completed = row.getAs(1);
            for (int i = 0; i < 16; i++) {
                if (i % 4 < 2) {
                    assertEquals(data.apply(i), completed.apply(i));
                } else {
                    sum += Math.pow(data.apply(i) - completed.apply(i), 2);
                }
            }
        }
        double measured = Double.parseDouble(run.out.split("error ")[1].split(" ")[0]);
        assertEquals(sum / rows.size() / 8, measured, 1e-4 + 1e-3 * measured);
        assertTrue(ImageIO.read(out.resolve("completed.png").toFile()).getHeight() > 700);
    }

    @Test
    void missingValuesOfATableAreFilledIn() throws IOException {
        Path csv = folder.resolve("rows.csv");
        Files.writeString(csv, "1,1,1,1,,,,,0,0,0,0,1,1,1,1\n1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0\n");
        Path out = folder.resolve("filled");
        Captured run = Captured.run(
                "generate", model, "output=" + out, "data.path=" + csv, "complete.strategy=draw", "picture.columns=3");
        assertEquals(0, run.code, run.err);
        assertFalse(run.out.contains("squared error"), "nothing is known of what is missing");
        for (Row row : TestSpark.session()
                .read()
                .parquet(out.resolve("completed.parquet").toString())
                .select("features", "completed")
                .collectAsList()) {
            double[] data = ((Vector) row.get(0)).toArray();
            double[] completed = ((Vector) row.get(1)).toArray();
            for (int i = 0; i < 16; i++) {
                assertTrue(Double.isNaN(data[i]) ? completed[i] == 0 || completed[i] == 1 : data[i] == completed[i]);
            }
        }
    }

    @Test
    void wrongSettingsAreRefusedWithTheirName() {
        for (String wrong :
                new String[] {"clamp=[\"3\"]", "clamp=[\"x=1\"]", "labels=[one]", "picture.width=5", "number=many"}) {
            Captured run = Captured.run("generate", model, "output=" + folder.resolve("wrong"), wrong);
            assertEquals(2, run.code, wrong + ": " + run.err);
            assertTrue(run.explanation().contains(wrong.split("=")[0]), run.err);
        }
        assertEquals(1, generate("clamp=[\"16=1\"]").code);
        assertEquals(1, generate("labels=[0]").code);
        assertEquals(1, generate("sweeps=0").code);
        assertEquals(2, generate("data.path=builtin:bars-and-stripes", "complete.hide=middle").code);
        assertEquals(2, generate("data.path=builtin:bars-and-stripes", "complete.hide=3-16").code);
    }

    private static Captured generate(String... more) {
        String[] command = new String[3 + more.length];
        command[0] = "generate";
        command[1] = model;
        command[2] = "output=" + folder.resolve("refused");
        System.arraycopy(more, 0, command, 3, more.length);
        return Captured.run(command);
    }

    @Test
    void columnsAreHiddenByHalvesAndByNumber() {
        assertArrayEquals(new double[] {1, 0, 0, 1, 0, 0}, HiddenColumns.mask("left", 6, 3, 2));
        assertArrayEquals(new double[] {0, 0, 1, 0, 0, 1}, HiddenColumns.mask("right", 6, 3, 2));
        assertArrayEquals(new double[] {1, 1, 1, 0, 0, 0}, HiddenColumns.mask("top", 6, 3, 2));
        assertArrayEquals(new double[] {0, 0, 0, 1, 1, 1}, HiddenColumns.mask("bottom", 6, 3, 2));
        assertArrayEquals(new double[] {1, 0, 1, 1, 1, 0}, HiddenColumns.mask("2-4, 0", 6, 3, 2));
        assertArrayEquals(new double[6], HiddenColumns.mask("none", 6, 3, 2));
        assertThrows(UsageException.class, () -> HiddenColumns.mask("left", 7, 3, 2));
    }

    private static List<Row> rows(Path path, String order) {
        return TestSpark.session()
                .read()
                .parquet(path.toString())
                .orderBy(order)
                .collectAsList();
    }
}
