package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Energy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model adds to a table, against plain formulas. */
class TransformTest {
    private static final int HIDDEN = 5;

    @TempDir
    Path folder;

    @Test
    void hiddenReconstructionAndFreeEnergyEqualPlainFormulas() {
        RBMModel model = all(Tables.model(Tables.WIDTH, HIDDEN));
        double[][] data = Tables.binary(300);
        data[7][3] = 0.25;
        List<Row> rows = model.transform(Tables.vectors(data))
                .select("hidden", "energy", "back")
                .collectAsList();
        for (int r = 0; r < data.length; r++) {
            double[] h = new double[HIDDEN];
            double energy = -Vectors.dense(data[r]).dot(model.visibleBias());
            for (int j = 0; j < HIDDEN; j++) {
                double z = model.hiddenBias().apply(j);
                for (int i = 0; i < Tables.WIDTH; i++) {
                    z += data[r][i] * model.weights().apply(i, j);
                }
                h[j] = Numerics.sigmoid(z);
                energy -= Numerics.softplus(z);
            }
            double[] v = new double[Tables.WIDTH];
            for (int i = 0; i < v.length; i++) {
                double z = model.visibleBias().apply(i);
                for (int j = 0; j < HIDDEN; j++) {
                    z += h[j] * model.weights().apply(i, j);
                }
                v[i] = Numerics.sigmoid(z);
            }
            assertArrayEquals(h, ((Vector) rows.get(r).get(0)).toArray(), 1e-5);
            assertEquals(energy, rows.get(r).getDouble(1), 1e-5);
            assertArrayEquals(v, ((Vector) rows.get(r).get(2)).toArray(), 1e-5);
        }
    }

    @Test
    void freeEnergyEqualsTheSumOverAllHiddenStates() {
        Machine machine = TinyMachines.restricted();
        Parameters parameters = TinyMachines.random(machine, 1, 6);
        double[][] data = new double[16][4];
        for (int v = 0; v < 16; v++) {
            for (int i = 0; i < 4; i++) {
                data[v][i] = v >> i & 1;
            }
        }
        List<Row> energies = Tables.model(machine, parameters)
                .setFreeEnergyCol("energy")
                .transform(Tables.vectors(data))
                .select("energy")
                .collectAsList();
        for (int v = 0; v < 16; v++) {
            double[] terms = new double[8];
            for (int h = 0; h < 8; h++) {
                double[][] state = {data[v], {h & 1, h >> 1 & 1, h >> 2}};
                terms[h] = -Energy.of(machine, parameters, state);
            }
            assertEquals(-Numerics.logSumExp(terms), energies.get(v).getDouble(0), 1e-5);
        }
    }

    @Test
    void schemaOfTransformIsTheOnePromisedWithSizesOfVectors() {
        RBMModel model = all(Tables.model(Tables.WIDTH, HIDDEN));
        Dataset<Row> table = Tables.vectors(Tables.binary(3));
        StructType schema = model.transform(table).schema();
        assertEquals(model.transformSchema(table.schema()), schema);
        assertEquals(List.of("features", "hidden", "energy", "back"), List.of(schema.fieldNames()));
        assertEquals(
                HIDDEN, AttributeGroup.fromStructField(schema.apply("hidden")).size());
        assertEquals(
                Tables.WIDTH,
                AttributeGroup.fromStructField(schema.apply("back")).size());
        RBM estimator = Tables.rbm().setNumHidden(HIDDEN);
        assertEquals(
                estimator.transformSchema(table.schema()),
                estimator
                        .fit(Tables.vectors(Tables.binary(40)))
                        .transform(table)
                        .schema());
    }

    @Test
    void metadataOfOtherColumnsAndOddNamesStay() {
        Metadata metadata = new MetadataBuilder().putString("unit", "metre").build();
        StructType schema = Tables.FEATURES.add("a `b`.c", "int", true, metadata);
        List<Row> rows = List.of(RowFactory.create(Vectors.dense(Tables.binary(1)[0]), 7));
        Dataset<Row> result = Tables.model(Tables.WIDTH, HIDDEN).transform(Tables.table(rows, schema, 1));
        assertEquals(schema.fields()[1], result.schema().fields()[1]);
        assertEquals(7, result.head().getInt(1));
    }

    @Test
    void columnsOfNoNameAreNotAdded() {
        RBMModel model = Tables.model(Tables.WIDTH, HIDDEN);
        Dataset<Row> table = Tables.vectors(Tables.binary(3));
        assertEquals(
                List.of("features", "hidden"),
                List.of(model.transform(table).schema().fieldNames()));
        model.setOutputCol("");
        assertEquals(Tables.text(table), Tables.text(model.transform(table)));
        model.setReconstructionCol("back");
        assertEquals(Tables.WIDTH, Tables.values(model.transform(table), "back")[0].length);
    }

    @Test
    void otherColumnsAndTheOrderOfRowsStay() {
        StructType schema = new StructType()
                .add("id", "int")
                .add("features", "array<double>")
                .add("name", "string");
        List<Row> rows = new ArrayList<>();
        double[][] data = Tables.binary(600);
        for (int r = 0; r < data.length; r++) {
            rows.add(RowFactory.create(r, data[r], r % 2 == 0 ? null : "row " + r));
        }
        Dataset<Row> table = Tables.table(rows, schema, 1);
        Dataset<Row> result = Tables.model(Tables.WIDTH, HIDDEN).transform(table);
        assertEquals(Tables.text(table), Tables.text(result.select("id", "features", "name")));
    }

    @Test
    void emptyPartitionsAndEmptyTablesGiveNoRows() {
        RBMModel model = all(Tables.model(Tables.WIDTH, HIDDEN));
        double[][] data = Tables.binary(2);
        Dataset<Row> sparse = Tables.table(Tables.rows(data), Tables.FEATURES, 7);
        assertEquals(Tables.text(model.transform(Tables.vectors(data))), Tables.text(model.transform(sparse)));
        assertEquals(List.of(), Tables.text(model.transform(Tables.vectors())));
    }

    @Test
    void aStreamIsTransformedAsATableIs() throws Exception {
        RBMModel model = all(Tables.model(Tables.WIDTH, HIDDEN));
        StructType schema = new StructType().add("features", "array<double>");
        List<Row> rows = new ArrayList<>();
        for (double[] row : Tables.binary(50)) {
            rows.add(RowFactory.create((Object) row));
        }
        String input = folder + "/input";
        Tables.table(rows, schema, 3).write().parquet(input);
        Dataset<Row> stream = TestSpark.session().readStream().schema(schema).parquet(input);
        model.transform(stream)
                .writeStream()
                .format("memory")
                .queryName("transformed")
                .option("checkpointLocation", folder + "/checkpoint")
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        List<String> expected = Tables.text(
                model.transform(TestSpark.session().read().schema(schema).parquet(input)));
        List<String> streamed = Tables.text(TestSpark.session().table("transformed"));
        assertEquals(
                expected.stream().sorted().toList(), streamed.stream().sorted().toList());
        assertEquals(50, streamed.size());
    }

    private static RBMModel all(RBMModel model) {
        return model.setFreeEnergyCol("energy").setReconstructionCol("back");
    }
}
