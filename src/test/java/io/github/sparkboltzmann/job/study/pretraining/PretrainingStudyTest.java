package io.github.sparkboltzmann.job.study.pretraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.DataLocator;
import io.github.sparkboltzmann.job.study.Digits;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiment on the shipped digits, in its quick form, and the parts that it is made of. */
class PretrainingStudyTest {
    @TempDir
    private Path nowhere;

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    private StudyContext context(Long... seeds) {
        DataLocator nothing = new DataLocator(new Configuration(), nowhere.toString(), null, nowhere.toString());
        return new StudyContext(
                TestSpark.session(),
                nothing,
                true,
                List.of(seeds),
                new PrintStream(progress, true, StandardCharsets.UTF_8),
                () -> TrainingListener.SILENT);
    }

    private static Dataset<Row> shipped() {
        return DataReader.read(
                        TestSpark.session(), DataOptions.path("builtin:digits").build())
                .dataset();
    }

    /** Chance is 10 % (20 % for the transfer's five classes): what is told comes from classifiers that learnt; those of the controls need not. */
    @Tag("cluster")
    @Test
    void withoutMnistTheShippedDigitsStandIn() throws IOException {
        StudyContext context = context(3L);
        context.only(List.of("epochs", "labels", "transfer"));
        List<Claim> claims = new PretrainingStudy().run(context);
        assertTrue(progress.toString(StandardCharsets.UTF_8).contains("MNIST is not there"));
        assertEquals(
                Set.of(
                        "digits-pretraining-epochs.png",
                        "digits-pretraining-labels.png",
                        "digits-pretraining.json",
                        "digits-pretraining.txt"),
                context.files().keySet());
        JsonNode json = new ObjectMapper().readTree(context.files().get("digits-pretraining.json"));
        for (String part : List.of("epochs", "labels", "transfer")) {
            for (Input input : Input.values()) {
                JsonNode runs = json.path(part)
                        .path("accuracyPercent")
                        .path(input.key())
                        .path("runs");
                double last = runs.path(runs.size() - 1).path(0).asDouble();
                boolean learns = input == Input.RAW || input == Input.TRAINED;
                assertTrue(last > (learns ? 30 : 5) && last <= 100, part + ", " + input + ": " + last);
            }
        }
        assertFalse(claims.isEmpty());
        assertTrue(claims.stream().noneMatch(Claim::isJudged), "nothing is judged in the quick form");
        String table = new String(context.files().get("digits-pretraining.txt"), StandardCharsets.UTF_8);
        assertTrue(table.contains("RBM features") && table.contains("untrained RBM"), table);
    }

    /** The machine sees no label, and the controls are the machine before training and the one with shuffled weights. */
    @Test
    void labelsAreNotReadByTheMachineAndControlsAreWhatTheySay() {
        StudyContext context = context(1L);
        Plan plan = Plan.shipped(context);
        Digits digits = Digits.split(shipped(), 16, 1);
        Dataset<Row> scrambled = digits.train().withColumn(DataReader.LABEL, functions.lit(7.0));
        Machines machines = Machines.train(context, plan, digits.train(), 1);
        Machines other = Machines.train(context, plan, scrambled, 1);
        Vector[] features = new Vector[Input.values().length];
        for (Input input : Input.values()) {
            features[input.ordinal()] = first(machines.features(input, digits));
            assertEquals(features[input.ordinal()], first(other.features(input, digits)), input.title());
        }
        assertEquals(64, features[Input.RAW.ordinal()].size());
        RBMModel untrained = plan.rbm(1).setMaxIter(0).fit(digits.train());
        Vector initial =
                untrained.transform(digits.train().orderBy(Digits.ROW)).first().getAs("hidden");
        assertEquals(initial, features[Input.UNTRAINED.ordinal()]);
        for (double p : initial.toArray()) {
            assertEquals(0.5, p, 0.1);
        }
        assertFalse(features[Input.TRAINED.ordinal()].equals(features[Input.SHUFFLED.ordinal()]));
        digits.release();
    }

    private static Vector first(Features features) {
        return features.train().orderBy(Digits.ROW).first().getAs(Softmax.INPUT);
    }

    @Test
    void trainingValidationAndTestRowsShareNoRow() {
        Digits digits = Digits.split(shipped(), 16, 2);
        Features features = Features.raw(digits);
        Set<Object> fitted = numbers(features.withoutValidation());
        Set<Object> validation = numbers(features.validation());
        Set<Object> drawn = numbers(features.labelled(100, 4));
        assertEquals(digits.size(), fitted.size() + validation.size());
        assertEquals(100, drawn.size());
        assertTrue(fitted.containsAll(drawn));
        assertEquals(1_797, digits.size() + digits.test().count());
        assertTrue(digits.test().count() > 250 && validation.size() > 100);
        assertEquals(digits.size(), features.labelled(5_000, 4).count());
        Digits upper = digits.classes(5, 10);
        assertEquals(
                List.of(0.0, 1.0, 2.0, 3.0, 4.0),
                upper.train().select(DataReader.LABEL).distinct().orderBy(DataReader.LABEL).collectAsList().stream()
                        .map(row -> row.getDouble(0))
                        .toList());
        assertTrue(numbers(Features.raw(upper).train()).stream()
                .allMatch(row -> fitted.contains(row) || validation.contains(row)));
        digits.release();
    }

    private static Set<Object> numbers(Dataset<Row> rows) {
        Set<Object> numbers = new HashSet<>();
        rows.select(Digits.ROW).collectAsList().forEach(row -> numbers.add(row.get(0)));
        return numbers;
    }

    /** Later stretches change nothing of earlier ones, and start where those ended. */
    @Test
    void theCourseGoesOnFromStretchToStretch() {
        Digits digits = Digits.split(shipped(), 16, 1);
        Features features = Features.raw(digits);
        double[] course = Softmax.course(features.train(), features.test(), 10, new int[] {1, 12});
        double[] start = Softmax.course(features.train(), features.test(), 10, new int[] {1});
        assertEquals(start[0], course[0], 1e-12);
        assertTrue(course[1] > 0.85 && course[1] > course[0], "after 12 iterations " + course[1]);
        digits.release();
    }
}
