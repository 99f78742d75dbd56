package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.deep.Perceptron;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Spark's perceptron with the weights of a stack, against a plain pass through the stack. */
class PerceptronWeightsTest {
    private static final int CLASSES = 3;
    private static final List<Machine> MACHINES = List.of(
            Machine.restricted(UnitTypes.named("gaussian"), 4, UnitTypes.BERNOULLI, 5), Machine.restricted(5, 2));
    private static final Perceptron PERCEPTRON = new Perceptron(MACHINES, CLASSES);
    private static final List<Parameters> STEPS =
            List.of(TinyMachines.random(MACHINES.get(0), 1, 1), TinyMachines.random(MACHINES.get(1), 1.5, 2));
    private static final double[] OUTPUT = PERCEPTRON.randomOutput(1.5, 3);
    private static final double[] OUTPUT_BIASES = {0.5, -1, 0.25};
    private static final double[][] ROWS = {
        {0, 0, 0, 0}, {3, -1, 12, 7}, {-4, 2, 8, 7}, {1, 1, 10, 7}, {9, 0.5, 11, 7}, {-2, 1.5, 9, 7}
    };
    private static final List<InputScaling> SCALINGS = List.of(
            InputScaling.none(),
            InputScaling.divideBy(8),
            InputScaling.standardize(new double[] {1, 0.5, 10, 7}, new double[] {2, 1.5, 1, 0}),
            InputScaling.minMax(new double[] {-4, -1, 0, 7}, new double[] {9, 2, 12, 7}));

    /** The states' scaling, the steps and the softmax, as formulas. */
    private static double[] plain(double[] row, InputScaling scaling) {
        double[] state = IntStream.range(0, row.length)
                .mapToDouble(i -> scaling.apply(i, row[i]))
                .toArray();
        for (int l = 0; l < STEPS.size(); l++) {
            Machine machine = MACHINES.get(l);
            float[] values = STEPS.get(l).values();
            double[] next = new double[machine.layer(1).size()];
            for (int j = 0; j < next.length; j++) {
                double z = values[machine.biases(1).offset() + j];
                for (int i = 0; i < state.length; i++) {
                    z += state[i] * values[machine.weights(0).offset() + i * next.length + j];
                }
                next[j] = Numerics.sigmoid(z);
            }
            state = next;
        }
        double[] y = new double[CLASSES];
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            double z = OUTPUT_BIASES[c];
            for (int i = 0; i < state.length; i++) {
                z += state[i] * OUTPUT[i * CLASSES + c];
            }
            y[c] = Math.exp(z);
            sum += y[c];
        }
        for (int c = 0; c < CLASSES; c++) {
            y[c] /= sum;
        }
        return y;
    }

    private static double[] flat(InputScaling scaling) {
        return PERCEPTRON.weights(STEPS, scaling, OUTPUT, OUTPUT_BIASES);
    }

    @Test
    void aModelOfTheseWeightsHasTheProbabilitiesOfAPlainPass() {
        for (InputScaling scaling : SCALINGS) {
            MultilayerPerceptronClassificationModel model = new MultilayerPerceptronClassificationModel(
                    "mlp-" + scaling.kind().id(), Vectors.dense(flat(scaling)));
            model.set(model.layers(), PERCEPTRON.layers());
            for (double[] row : ROWS) {
                // The first row is the origin, which lies outside of min-max's range and would be clipped.
                if (scaling.kind() == InputScaling.Kind.MIN_MAX && row == ROWS[0]) {
                    continue;
                }
                Vector probability = model.predictProbability(Vectors.dense(row));
                assertArrayEquals(plain(row, scaling), probability.toArray(), 1e-12, scaling.toString());
            }
        }
    }

    @Test
    void trainingStartsFromThem() {
        StructType schema =
                new StructType().add("label", DataTypes.DoubleType).add("features", SQLDataTypes.VectorType());
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS.length; r++) {
            rows.add(RowFactory.create((double) (r % CLASSES), Vectors.dense(ROWS[r])));
        }
        Dataset<Row> table = TestSpark.session().createDataFrame(rows, schema);
        InputScaling scaling = SCALINGS.get(2);
        MultilayerPerceptronClassificationModel model = new MultilayerPerceptronClassifier()
                .setLayers(PERCEPTRON.layers())
                .setInitialWeights(Vectors.dense(flat(scaling)))
                .setSolver("gd")
                .setStepSize(1e-9)
                .setMaxIter(1)
                .fit(table);
        assertArrayEquals(flat(scaling), model.weights().toArray(), 1e-6);
        List<Row> predicted =
                model.transform(table).select("features", "probability").collectAsList();
        for (Row row : predicted) {
            double[] features = ((Vector) row.get(0)).toArray();
            assertArrayEquals(plain(features, scaling), ((Vector) row.get(1)).toArray(), 1e-6);
        }
    }

    @Test
    void outputWeightsAreThoseOfTheirSeed() {
        assertArrayEquals(OUTPUT, PERCEPTRON.randomOutput(1.5, 3));
        assertNotEquals(OUTPUT[0], PERCEPTRON.randomOutput(1.5, 4)[0]);
        assertEquals(2 * CLASSES, OUTPUT.length);
        assertArrayEquals(new int[] {4, 5, 2, 3}, PERCEPTRON.layers());
    }

    @Test
    void whatIsNoPerceptronIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Perceptron(List.of(), 2));
        assertThrows(IllegalArgumentException.class, () -> new Perceptron(MACHINES, 1));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new Perceptron(List.of(MACHINES.get(0), Machine.restricted(4, 2)), 2))
                .getMessage();
        assertTrue(message.startsWith("Step 2"), message);
        Machine gaussian = Machine.restricted(UnitTypes.BERNOULLI, 4, UnitTypes.named("gaussian"), 2);
        assertThrows(IllegalArgumentException.class, () -> new Perceptron(List.of(gaussian), 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> PERCEPTRON.weights(STEPS.subList(0, 1), SCALINGS.get(0), OUTPUT, OUTPUT_BIASES));
    }
}
