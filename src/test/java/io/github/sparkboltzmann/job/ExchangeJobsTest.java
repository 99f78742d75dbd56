package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.store.ArrayFile;
import io.github.sparkboltzmann.store.PublishedModels;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs {@code import} and {@code export}, from the command line to the files they leave. */
class ExchangeJobsTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void startSpark() {
        TestSpark.session();
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(ExchangeJobsTest.class.getResource("/exchange/" + name).toURI());
    }

    private Captured bring(Path input, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("import", "input=" + input, "output=" + folder.resolve("model")));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private Captured export(Path output, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("export", "model=" + folder.resolve("model"), "output=" + output));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private byte[] parameters() throws IOException {
        return Files.readAllBytes(folder.resolve("model/parameters.safetensors"));
    }

    @Test
    void theEncoderIsWrittenAsOnnx() throws Exception {
        assertEquals(0, bring(fixture("sklearn.npz")).code);
        Path file = folder.resolve("encoder.onnx");
        Captured run = export(file);
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("bytes of ONNX, is in "), run.out);
        RBMModel model = RBMModel.load(folder.resolve("model").toString());
        assertArrayEquals(model.onnx(), Files.readAllBytes(file));
    }

    @Test
    void ofAPublishedNetworkAllStepsAreWritten() throws Exception {
        Captured run = Captured.run(
                "train",
                "machine=dbn",
                "deep.hiddenLayers=[6, 4]",
                "data.path=builtin:bars-and-stripes",
                "validation.fraction=0",
                "rbm.maxIter=1",
                "pictures=false",
                "output=" + folder.resolve("network"));
        assertEquals(0, run.code, run.err);
        Configuration configuration = TestSpark.session().sparkContext().hadoopConfiguration();
        String model = folder.resolve("network/model").toString();
        PublishedModels published = new PublishedModels(configuration, new org.apache.hadoop.fs.Path(folder.toUri()));
        published.makeCurrent(published.add(new org.apache.hadoop.fs.Path(model), "first"));
        Path file = folder.resolve("network.onnx");
        run = Captured.run("export", "model=" + folder, "output=" + file);
        assertEquals(0, run.code, run.err);
        assertArrayEquals(DeepBeliefNetworkModel.load(model).onnx(), Files.readAllBytes(file));
    }

    @Test
    void hiddenProbabilitiesAreThoseOfScikitLearnsTransform() throws Exception {
        Captured run = bring(fixture("sklearn.npz"));
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.contains("components_ [hidden, visible], F64"), run.out);
        RBMModel model = RBMModel.load(folder.resolve("model").toString());
        double[] rows = expected("rows");
        double[] hidden = expected("hidden");
        List<Row> found = model.transform(table(rows, 6)).collectAsList();
        assertEquals(8, found.size());
        for (int r = 0; r < 8; r++) {
            Vector probabilities = found.get(r).getAs("hidden");
            assertArrayEquals(Arrays.copyOfRange(hidden, r * 5, r * 5 + 5), probabilities.toArray(), 1e-6, "row " + r);
        }
        // Two numbers as scikit-learn printed them, so that an empty or constant fixture cannot pass.
        assertEquals(0.20538718, hidden[0], 1e-8);
        assertEquals(0.02940692, hidden[9], 1e-8);
    }

    private static double[] expected(String name) throws Exception {
        try (ArrayFile file = ArrayFile.open(
                new Configuration(),
                new org.apache.hadoop.fs.Path(fixture("sklearn-transform.npz").toUri()))) {
            return file.read(name).doubles();
        }
    }

    private static Dataset<Row> table(double[] values, int width) {
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < values.length; from += width) {
            rows.add(RowFactory.create(Arrays.copyOfRange(values, from, from + width)));
        }
        return TestSpark.session()
                .createDataFrame(
                        rows, new StructType().add("features", DataTypes.createArrayType(DataTypes.DoubleType, false)))
                .coalesce(1);
    }

    @Test
    void whatIsExportedComesBackWithTheSameParameterBytes() throws Exception {
        assertEquals(0, bring(fixture("sklearn.npz")).code);
        byte[] first = parameters();
        for (String[] names : new String[][] {
            {},
            {
                "names.weights=components_",
                "names.visibleBias=intercept_visible_",
                "names.hiddenBias=intercept_hidden_",
                "transpose=true"
            }
        }) {
            for (String ending : List.of("npz", "safetensors")) {
                Path file = folder.resolve("export." + ending);
                Captured run = export(file, add(names, "--overwrite"));
                assertEquals(0, run.code, run.err);
                byte[] bytes = Files.readAllBytes(file);
                assertEquals(0, export(file, add(names, "--overwrite")).code);
                assertArrayEquals(bytes, Files.readAllBytes(file), "the same model gives the same bytes");
                assertEquals(0, bring(file, "--overwrite").code);
                assertArrayEquals(first, parameters(), ending);
            }
        }
    }

    private static String[] add(String[] words, String word) {
        String[] more = Arrays.copyOf(words, words.length + 1);
        more[words.length] = word;
        return more;
    }

    @Test
    void scalingIsPartOfTheModelAndSaidWhenExported() throws Exception {
        Captured run = bring(fixture("float32.npz"), "scaling=divide-by", "scalingDivisor=16");
        assertEquals(0, run.code, run.err);
        RBMModel model = RBMModel.load(folder.resolve("model").toString());
        assertEquals("divide-by 16.0", model.stored().scaling().toString());
        Captured export = export(folder.resolve("m.npz"));
        assertTrue(export.out.contains("how inputs become states: scaling divide-by 16.0"), export.out);
        assertEquals(2, bring(fixture("float32.npz"), "--overwrite", "scaling=min-max").code);
        assertEquals(2, bring(fixture("float32.npz"), "--overwrite", "scaling=divide-by", "scalingDivisor=0").code);
    }

    @Test
    void namesAndTransposeAreSettings() throws Exception {
        Captured run = bring(
                fixture("sklearn.npz"),
                "names.weights=components_",
                "names.visibleBias=intercept_hidden_",
                "names.hiddenBias=intercept_visible_",
                "transpose=false");
        assertEquals(0, run.code, run.err);
        assertEquals(5, RBMModel.load(folder.resolve("model").toString()).numVisible());
        Captured wrong = bring(fixture("sklearn.npz"), "--overwrite", "transpose=false");
        assertEquals(1, wrong.code);
        assertTrue(wrong.explanation().endsWith("set transpose to true."), wrong.err);
    }

    @Test
    void whatAPersonCanMendIsSaidInOneLine() throws Exception {
        assertEquals(0, bring(fixture("float32.npz")).code);
        Captured again = bring(fixture("float32.npz"));
        assertEquals(1, again.code);
        assertTrue(again.explanation().contains("exists already"), again.err);
        Captured objects = bring(fixture("objects.npz"), "--overwrite");
        assertEquals(1, objects.code);
        assertTrue(objects.explanation().contains("holds Python objects"), objects.err);
        Captured script = bring(fixture("make_fixtures.py"), "--overwrite");
        assertEquals(1, script.code);
        assertTrue(script.explanation().contains("is neither .npz nor .safetensors"), script.err);
        Captured missing = bring(folder.resolve("nothing.npz"), "--overwrite");
        assertEquals(1, missing.code);
        assertTrue(missing.explanation().contains("There is no file"), missing.err);
        Path target = folder.resolve("m.npz");
        assertEquals(0, export(target).code);
        Captured exists = export(target);
        assertEquals(1, exists.code);
        assertTrue(exists.explanation().contains("exists already"), exists.err);
        for (Captured run : List.of(again, objects, script, missing, exists)) {
            assertFalse(run.err.contains("\tat "), run.err);
        }
        assertEquals(
                12, RBMModel.load(folder.resolve("model").toString()).weights().toArray().length);
    }

    @Test
    void wrongUseEndsWithCodeTwo() throws Exception {
        assertEquals(2, Captured.run("import").code);
        assertEquals(2, bring(fixture("float32.npz"), "transpose=perhaps").code);
        assertEquals(2, bring(fixture("float32.npz"), "output=").code);
        assertEquals(2, export(folder.resolve("m.npy")).code);
        assertEquals(2, export(folder.resolve("m.npz"), "format=pickle").code);
        assertEquals(2, export(folder.resolve("m.npz"), "names.weights=a/b").code);
        assertEquals(2, export(folder.resolve("m.npz"), "names.weights=").code);
    }
}
