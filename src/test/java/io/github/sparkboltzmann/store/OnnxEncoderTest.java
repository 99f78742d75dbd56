package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.ml.DeepBeliefNetwork;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.DeepRestrictedNetworkModel;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What a real runtime of the format makes of an exported encoder, against {@code transform}. */
class OnnxEncoderTest {
    private static final int ROWS = 40;

    @Test
    void aRuntimeGivesWhatTransformGivesForEveryTypeOfUnitsAndEveryScaling() throws OrtException {
        double[] low = {-1, 0, 2, 5, 7};
        double[] high = {3, 1, 2, 9, 8};
        Map<String, InputScaling> cases = new TreeMap<>();
        cases.put("bernoulli bernoulli", InputScaling.none());
        cases.put("gaussian bernoulli", InputScaling.standardize(low, new double[] {1, 2, 0, 0.5, 3}));
        cases.put("bernoulli spin", InputScaling.minMax(low, high));
        cases.put("bernoulli gaussian", InputScaling.divideBy(255));
        cases.put("spin binomial:3", InputScaling.none());
        cases.put("gaussian-learned bernoulli", InputScaling.none());
        cases.put("multinomial bernoulli", InputScaling.none());
        for (Map.Entry<String, InputScaling> each : cases.entrySet()) {
            String[] types = each.getKey().split(" ");
            Machine machine = Machine.restricted(UnitTypes.named(types[0]), 5, UnitTypes.named(types[1]), 4);
            StoredModel stored = stored(machine, each.getValue());
            float[][] rows = rows(types[0], each.getValue());
            RBMModel model = RBMModel.of(stored).setOutputCol("hidden1").setBinarize("none");
            requireSame(each.getKey(), model.onnx(), rows, model.transform(table(rows)), "hidden1");
        }
    }

    @Test
    void everyHiddenLayerOfAStackIsAnOutput() throws OrtException {
        Machine stack = StackMachine.of(UnitTypes.BERNOULLI, 6, UnitTypes.BERNOULLI, 5, 4, 3);
        StoredModel stored = stored(stack, InputScaling.divideBy(2));
        float[][] rows = bits(6, 2);
        MachineModel<?> model = DeepRestrictedNetworkModel.of(stored)
                .setOutputCol("")
                .setLayerCols("hidden1", "hidden2", "hidden3")
                .setBinarize("none");
        requireSame("stack", model.onnx(), rows, model.transform(table(rows)), "hidden1", "hidden2", "hidden3");
    }

    @Test
    void aBeliefNetworkIsItsUpwardPass() throws OrtException {
        float[][] rows = bits(6, 1);
        DeepBeliefNetworkModel model = new DeepBeliefNetwork()
                .setHiddenLayers(5, 4)
                .setMaxIter(2)
                .setInitialWeightDeviation(0.7)
                .setSeed(3)
                .fit(table(rows))
                .setOutputCol("")
                .setLayerCols("hidden1", "hidden2");
        requireSame("network", model.onnx(), rows, model.transform(table(rows)), "hidden1", "hidden2");
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        StoredModel stored = stored(Machine.restricted(5, 4), InputScaling.divideBy(255));
        assertArrayEquals(OnnxEncoder.of(List.of(stored)), OnnxEncoder.of(List.of(stored)));
    }

    @Test
    void whatHasNoGraphIsRefused() {
        Machine deep = DeepMachine.of(UnitTypes.BERNOULLI, 5, UnitTypes.BERNOULLI, 4, 3);
        StoreException refused =
                assertThrows(StoreException.class, () -> OnnxEncoder.of(List.of(stored(deep, InputScaling.none()))));
        assertTrue(refused.getMessage().contains("coupled to each other"), refused.getMessage());
        Machine rectified = Machine.restricted(UnitTypes.named("gaussian"), 5, UnitTypes.named("nrelu"), 4);
        refused = assertThrows(
                StoreException.class, () -> OnnxEncoder.of(List.of(stored(rectified, InputScaling.none()))));
        assertTrue(refused.getMessage().contains("type nrelu"), refused.getMessage());
    }

    private static StoredModel stored(Machine machine, InputScaling scaling) {
        Parameters parameters = Parameters.zero(machine);
        NormalDraws.fill(parameters.values(), 0, 1, parameters.values().length, 0.7, DrawKey.of(7, 1, 1));
        return new StoredModel(machine, parameters, scaling, new TreeMap<>(), new TreeMap<>());
    }

    /** Values of which scaling makes states that the units take. */
    private static float[][] rows(String type, InputScaling scaling) {
        float[][] rows = bits(5, 1);
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = switch (type) {
                    case "spin" -> 2 * row[i] - 1;
                    case "multinomial" -> 1 + 3 * row[i] + i;
                    case "gaussian", "gaussian-learned" -> 1.7f * row[i] + i - 1;
                    default -> (float) (scaling.kind() == InputScaling.Kind.NONE ? row[i] : scaling.inverse(i, row[i]));
                };
            }
        }
        return rows;
    }

    private static float[][] bits(int width, float one) {
        float[][] rows = new float[ROWS][width];
        for (int r = 0; r < ROWS; r++) {
            for (int i = 0; i < width; i++) {
                rows[r][i] = (r * 31 + i * 17) % 7 % 2 == 0 ? one : 0;
            }
        }
        return rows;
    }

    private static Dataset<Row> table(float[][] rows) {
        List<Row> table = new ArrayList<>();
        for (float[] row : rows) {
            double[] values = new double[row.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = row[i];
            }
            table.add(RowFactory.create(table.size(), Vectors.dense(values)));
        }
        StructType schema = new StructType(new StructField[] {
            new StructField("row", DataTypes.IntegerType, false, Metadata.empty()),
            new StructField(DataReader.FEATURES, SQLDataTypes.VectorType(), false, Metadata.empty())
        });
        return TestSpark.session().createDataFrame(table, schema);
    }

    private static void requireSame(String what, byte[] onnx, float[][] rows, Dataset<Row> expected, String... layers)
            throws OrtException {
        List<Row> table = expected.orderBy("row").collectAsList();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx);
                OnnxTensor features = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of("features", features))) {
            assertEquals(layers.length, result.size(), what);
            for (String layer : layers) {
                float[][] found = (float[][]) result.get(layer).orElseThrow().getValue();
                double spread = 0;
                for (int r = 0; r < rows.length; r++) {
                    double[] row = table.get(r).<Vector>getAs(layer).toArray();
                    assertEquals(row.length, found[r].length, what);
                    for (int j = 0; j < row.length; j++) {
                        assertEquals(row[j], found[r][j], 2e-6 * Math.max(1, Math.abs(row[j])), what + " row " + r);
                        spread = Math.max(
                                spread,
                                Math.abs(row[j]
                                        - table.get(0).<Vector>getAs(layer).toArray()[j]));
                    }
                }
                assertTrue(spread > 1e-3, what + ": rows should differ in " + layer);
            }
        }
    }
}
