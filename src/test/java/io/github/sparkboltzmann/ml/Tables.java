package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Small tables, estimators and models for the tests of the stages. */
final class Tables {
    static final int WIDTH = 12;
    static final StructType FEATURES = new StructType().add("features", SQLDataTypes.VectorType());

    private Tables() {}

    static Dataset<Row> table(List<Row> rows, StructType schema, int partitions) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
        return TestSpark.session().createDataFrame(context.parallelize(rows, partitions), schema);
    }

    /** One column, {@code features}, of dense vectors. */
    static Dataset<Row> vectors(double[]... rows) {
        return table(rows(rows), FEATURES, 2);
    }

    static List<Row> rows(double[]... values) {
        List<Row> rows = new ArrayList<>();
        for (double[] value : values) {
            rows.add(RowFactory.create(Vectors.dense(value)));
        }
        return rows;
    }

    static double[][] binary(int rows) {
        return Arrays.stream(TestRows.binary(rows, WIDTH, 3))
                .map(Tables::doubles)
                .toArray(double[][]::new);
    }

    static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    /** Trains in a few updates. */
    static RBM rbm() {
        return new RBM()
                .setNumHidden(4)
                .setMaxIter(1)
                .setBatchSize(40)
                .setLearningRate(0.3)
                .setInitialWeightDeviation(0.3);
    }

    /** A model of random parameters, without training. */
    static RBMModel model(int visible, int hidden) {
        Machine machine = Machine.restricted(visible, hidden);
        return model(machine, TinyMachines.random(machine, 0.8, 5));
    }

    static RBMModel model(Machine machine, Parameters parameters) {
        return RBMModel.of(new StoredModel(machine, parameters, InputScaling.none(), new TreeMap<>(), new TreeMap<>()));
    }

    /** A classification model of random parameters, without training. */
    static RBMClassificationModel classifier(int visible, int classes, int hidden) {
        Machine machine = Machine.labelled(UnitTypes.BERNOULLI, visible, classes, UnitTypes.BERNOULLI, hidden);
        Parameters parameters = TinyMachines.random(machine, 0.8, 5);
        return RBMClassificationModel.of(
                new StoredModel(machine, parameters, InputScaling.none(), new TreeMap<>(), new TreeMap<>()));
    }

    static float[] parameters(RBMModel model) {
        return model.stored().parameters().values();
    }

    /** A column of vectors, row by row. */
    static double[][] values(Dataset<Row> table, String column) {
        return table.select(column).collectAsList().stream()
                .map(row -> ((Vector) row.get(0)).toArray())
                .toArray(double[][]::new);
    }

    /** All rows as text. */
    static List<String> text(Dataset<Row> table) {
        return table.collectAsList().stream().map(Row::toString).toList();
    }

    /** Messages of a failure and all its causes. */
    static String messages(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            text.append(t.getMessage()).append('\n');
        }
        return text.toString();
    }
}
