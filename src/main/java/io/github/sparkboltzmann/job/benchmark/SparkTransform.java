package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.spark.FeatureVectors;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Arrays;
import java.util.Iterator;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** A transform of a cached table into nothing; and the same without a machine, which is what converting rows takes. */
final class SparkTransform {
    private SparkTransform() {}

    static JsonNode answer(Dataset<Row> rows, JsonNode request) {
        Machine machine =
                Machine.restricted(Plan.VISIBLE, request.path("hidden").asInt());
        double[] means = new double[Plan.VISIBLE];
        Arrays.fill(means, 0.13);
        Parameters parameters = Parameters.initial(machine, new double[][] {means, null}, 0.01, 1);
        RBMModel model = RBMModel.of(
                new StoredModel(machine, parameters, InputScaling.none(), new TreeMap<>(), new TreeMap<>()));
        Dataset<Row> result = model.transform(rows);
        if (request.path("do").asText().equals("conversion")) {
            RowReader reader = new RowReader(
                    Plan.VISIBLE, InputScaling.none(), null, machine.layer(0).type());
            result = converted(rows, result.schema(), reader, model.numHidden());
        }
        long count = rows.count();
        long start = System.nanoTime();
        result.write().format("noop").mode("overwrite").save();
        return new ObjectMapper()
                .createObjectNode()
                .put("rows", count)
                .put("seconds", (System.nanoTime() - start) * 1e-9);
    }

    /** Vectors to float32 states, and float32 features (all the same here) to vectors of result rows: what a transform does around its products. */
    private static Dataset<Row> converted(Dataset<Row> rows, StructType schema, RowReader reader, int hidden) {
        return rows.mapPartitions(
                (MapPartitionsFunction<Row, Row>) it -> new Conversion(it, reader, hidden), Encoders.row(schema));
    }

    /** Row by row. */
    private static final class Conversion implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final RowReader reader;
        private final float[] states;
        private final float[] features;

        Conversion(Iterator<Row> rows, RowReader reader, int hidden) {
            this.rows = rows;
            this.reader = reader;
            this.states = new float[reader.width()];
            this.features = new float[hidden];
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            Row row = rows.next();
            reader.read(FeatureVectors.at(row, 0)).states().copyInto(states, 0);
            double[] values = new double[features.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = features[i];
            }
            return RowFactory.create(row.get(0), Vectors.dense(values));
        }
    }
}
