package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.store.StoreException;
import io.github.sparkboltzmann.train.Measures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classifier as a Spark ML stage: predictions, objectives, rows without labels, and what it does in pipelines. */
class RBMClassifierTest {
    private static final StructType SCHEMA = Tables.FEATURES.add("label", "double");

    @TempDir
    java.nio.file.Path folder;

    /** Three classes by the first two units, the others noise. */
    private static Dataset<Row> labelled(int rows) {
        List<Row> list = new ArrayList<>();
        for (double[] row : Tables.binary(rows)) {
            list.add(RowFactory.create(Vectors.dense(row), row[0] + row[1]));
        }
        return Tables.table(list, SCHEMA, 2);
    }

    private static RBMClassifier classifier() {
        return new RBMClassifier()
                .setNumHidden(8)
                .setMaxIter(15)
                .setBatchSize(10)
                .setLearningRate(0.3)
                .setMonitorEvery(15)
                .setNumPartitions(1)
                .setLocalSteps(10)
                .setLearningRateSchedule("constant")
                .setInitialWeightDeviation(0.3);
    }

    private static double accuracy(Dataset<Row> predictions) {
        return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predictions);
    }

    private static float[] parameters(RBMClassificationModel model) {
        return model.stored().parameters().values();
    }

    @Test
    void columnsHoldWhatEnumerationGives() {
        RBMClassificationModel model =
                Tables.classifier(4, 3, 3).setOutputCol("hidden").setFreeEnergyCol("energy");
        Machine machine = model.stored().machine();
        Parameters parameters = model.stored().parameters();
        Enumeration all = Enumeration.of(machine, parameters, 1);
        double[][] rows = {{1, 0, 1, 1}, {0, 0, 0, 1}};
        List<Row> predicted = model.transform(Tables.vectors(rows)).collectAsList();
        for (int r = 0; r < 2; r++) {
            double[] p = new double[3];
            double[] hidden = new double[3];
            double total = 0;
            for (int n = 0; n < all.count(); n++) {
                if (Arrays.equals(all.state(n)[0], rows[r])) {
                    total += all.probability(n);
                    for (int i = 0; i < 3; i++) {
                        p[i] += all.probability(n) * all.state(n)[1][i];
                        hidden[i] += all.probability(n) * all.state(n)[2][i];
                    }
                }
            }
            Row row = predicted.get(r);
            Vector probability = row.getAs("probability");
            Vector raw = row.getAs("rawPrediction");
            Vector features = row.getAs("hidden");
            int best = 0;
            for (int i = 0; i < 3; i++) {
                assertEquals(p[i] / total, probability.apply(i), 1e-6);
                assertEquals(hidden[i] / total, features.apply(i), 1e-6);
                assertEquals(Math.log(p[i] / p[0]), raw.apply(i) - raw.apply(0), 1e-5);
                best = p[i] > p[best] ? i : best;
            }
            assertEquals(best, (double) row.getAs("prediction"));
            assertEquals(-Math.log(total) - all.logPartitionFunction(), (double) row.getAs("energy"), 1e-5);
            assertArrayEquals(
                    raw.toArray(), model.predictRaw(Vectors.dense(rows[r])).toArray(), 1e-6);
            assertEquals(best, model.predict(Vectors.dense(rows[r])));
            assertArrayEquals(
                    probability.toArray(),
                    model.predictProbability(Vectors.dense(rows[r])).toArray(),
                    1e-6);
        }
    }

    @Test
    void everyObjectiveLearnsTheLabels() {
        Dataset<Row> train = labelled(300);
        Dataset<Row> test = labelled(400);
        for (double g : new double[] {1, 0.1, 0}) {
            RBMClassificationModel model = classifier().setGenerativeWeight(g).fit(train);
            assertEquals(3, model.numClasses());
            assertEquals(Tables.WIDTH, model.numFeatures());
            double accuracy = accuracy(model.transform(test));
            assertTrue(accuracy > 0.9, "g = " + g + ": " + accuracy);
            Measures measures = model.evaluate(test);
            assertEquals(1 - accuracy, measures.labelError(), 1e-12);
            assertTrue(measures.labelLogLikelihood() < 0 && measures.labelLogLikelihood() > -0.6);
            assertEquals("labels", model.summary().history().get(0).monitors().likelihoodMeasure());
        }
    }

    @Test
    void gibbsSweepsAgreeWithFreeEnergies() {
        Dataset<Row> table = labelled(200);
        RBMClassificationModel model = classifier().setGenerativeWeight(0.1).fit(table);
        Dataset<Row> exact = model.transform(table);
        RBMClassificationModel gibbs = model.copy(new ParamMap())
                .setLabelInference("gibbs")
                .setLabelSweeps(2_000)
                .setLabelTemperature(3);
        Dataset<Row> sampled = gibbs.transform(table);
        double[][] p = Tables.values(exact, "probability");
        double[][] q = Tables.values(sampled, "probability");
        for (int r = 0; r < p.length; r++) {
            assertArrayEquals(p[r], q[r], 0.1, "row " + r);
        }
        // A row's draws are those of its content: not of partitions and batches.
        assertEquals(
                Tables.text(sampled.orderBy("features")),
                Tables.text(gibbs.transform(table.repartition(5)).orderBy("features")));
    }

    @Test
    void rowsWithoutLabelsTeachWhatFeaturesLookLike() {
        Dataset<Row> table = labelled(200);
        Dataset<Row> few = table.withColumn(
                "label",
                functions
                        .when(functions.rand(3).lt(0.2), functions.col("label"))
                        .otherwise(functions.lit(null).cast("double")));
        Dataset<Row> cached = few.cache();
        RBMClassificationModel some = classifier().setNumClasses(3).fit(cached);
        long without = cached.where(functions.col("label").isNull()).count();
        assertEquals(without, some.stored().data().get("rowsWithoutLabel"));
        assertFalse(some.stored().data().containsKey("rowsWithMissing"));
        assertTrue(accuracy(some.transform(table)) > 0.75);
        // NaN says the same as null.
        RBMClassificationModel same = classifier()
                .setNumClasses(3)
                .fit(cached.withColumn("label", functions.coalesce(functions.col("label"), functions.lit(Double.NaN))));
        assertArrayEquals(parameters(some), parameters(same));
        // Discriminatively they teach nothing: the gradient is that of the others, over all rows.
        InvalidDataException nobody = assertThrows(InvalidDataException.class, () -> classifier()
                .fit(table.withColumn("label", functions.lit(null).cast("double"))));
        assertTrue(nobody.getMessage().contains("No row has a label"), nobody.getMessage());
    }

    @Test
    void orderAndPartitionsOfTheInputDoNotShow() {
        Dataset<Row> table = labelled(150);
        for (String phase : new String[] {"cd", "pcd", "pt", "ptt"}) {
            for (double g : phase.equals("cd") ? new double[] {0, 0.5} : new double[] {0.5}) {
                RBMClassifier classifier = classifier()
                        .setModelPhase(phase)
                        .setGenerativeWeight(g)
                        .setMaxIter(2)
                        .setNumTemperatures(3)
                        .setLocalSteps(2)
                        .setNumPartitions(3);
                assertArrayEquals(
                        parameters(classifier.fit(table)),
                        parameters(classifier.fit(table.repartition(5).orderBy(functions.rand(1)))),
                        phase + " " + g);
            }
        }
    }

    @Test
    void sparseRowsGiveTheSameModel() {
        Dataset<Row> table = labelled(100);
        List<Row> sparse = new ArrayList<>();
        for (Row row : table.collectAsList()) {
            SparseVector vector = ((Vector) row.get(0)).toSparse();
            sparse.add(RowFactory.create(vector, row.get(1)));
        }
        assertArrayEquals(
                parameters(classifier().setMaxIter(2).fit(table)),
                parameters(classifier().setMaxIter(2).fit(Tables.table(sparse, SCHEMA, 3))));
    }

    @Test
    void labelsThatAreNoneAreRefusedOrSkipped() {
        for (double wrong : new double[] {1.5, -1, 7}) {
            Dataset<Row> table = labelled(50)
                    .union(Tables.table(
                            List.of(RowFactory.create(Vectors.dense(Tables.binary(1)[0]), wrong)), SCHEMA, 1));
            RBMClassifier classifier = classifier().setNumClasses(3).setMaxIter(1);
            InvalidDataException refusal = assertThrows(InvalidDataException.class, () -> classifier.fit(table));
            assertTrue(
                    refusal.getMessage()
                            .contains("the label is " + wrong + ", but a whole number from 0 to 2 is expected"),
                    refusal.getMessage());
            RBMClassificationModel model = classifier.setHandleInvalid("skip").fit(table);
            assertEquals(1, model.summary().skippedRows());
        }
        IllegalArgumentException one = assertThrows(
                IllegalArgumentException.class,
                () -> classifier().setNumClasses(1).fit(labelled(20)));
        assertTrue(one.getMessage().contains("two classes or more"), one.getMessage());
    }

    @Test
    void thresholdsWeighTheClassesAsSparkDoes() {
        Dataset<Row> table = labelled(100);
        RBMClassificationModel model = classifier().setMaxIter(2).fit(table);
        model.setThresholds(new double[] {0.9, 0.9, 0.01});
        for (Row row : model.transform(table).collectAsList()) {
            Vector p = row.getAs("probability");
            double[] scaled = {p.apply(0) / 0.9, p.apply(1) / 0.9, p.apply(2) / 0.01};
            int best = scaled[1] > scaled[0] ? 1 : 0;
            best = scaled[2] > scaled[best] ? 2 : best;
            assertEquals(best, (double) row.getAs("prediction"));
        }
    }

    @Test
    void itTakesPartInPipelinesCrossValidationAndOneVersusRest() throws Exception {
        Dataset<Row> table = labelled(120);
        RBMClassifier classifier = classifier().setGenerativeWeight(0);
        PipelineModel pipeline =
                new Pipeline().setStages(new PipelineStage[] {classifier}).fit(table);
        pipeline.write().overwrite().save(folder + "/pipeline");
        assertEquals(
                Tables.text(pipeline.transform(table)),
                Tables.text(PipelineModel.load(folder + "/pipeline").transform(table)));
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(classifier.maxIter(), new int[] {0, 15})
                .build();
        CrossValidatorModel chosen = new CrossValidator()
                .setEstimator(classifier)
                .setEstimatorParamMaps(grid)
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setNumFolds(2)
                .fit(table);
        assertTrue(chosen.avgMetrics()[1] > chosen.avgMetrics()[0] + 0.1, Arrays.toString(chosen.avgMetrics()));
        Dataset<Row> rest = new OneVsRest()
                .setClassifier(classifier().setGenerativeWeight(0).setMaxIter(8))
                .fit(table)
                .transform(table);
        assertTrue(accuracy(rest) > 0.8, "one versus rest: " + accuracy(rest));
    }

    @Test
    void trainingGoesOnFromAModelAndFromACheckpoint() throws Exception {
        Dataset<Row> table = labelled(100);
        RBMClassifier classifier =
                classifier().setGenerativeWeight(0.2).setMaxIter(2).setMonitorEvery(1);
        RBMClassificationModel first = classifier.fit(table);
        RBMClassificationModel more = classifier.partialFit(first, table);
        assertFalse(Arrays.equals(parameters(first), parameters(more)));
        first.write().overwrite().save(folder + "/model");
        assertArrayEquals(
                parameters(more),
                parameters(classifier.partialFit(RBMClassificationModel.load(folder + "/model"), table)));
        RBMClassifier checkpointing = classifier.copy(new ParamMap()).setCheckpointDir(folder + "/checkpoints");
        assertArrayEquals(parameters(first), parameters(checkpointing.fit(table)));
        assertArrayEquals(
                parameters(classifier.setMaxIter(4).fit(table)),
                parameters(checkpointing.setMaxIter(4).fit(table)));
        assertThrows(
                StoreException.class,
                () -> checkpointing.setGenerativeWeight(0.3).fit(table));
    }

    @Test
    void modelsAreNotTakenForOthers() throws Exception {
        Tables.classifier(4, 3, 3).write().overwrite().save(folder + "/classifier");
        Tables.model(4, 3).write().overwrite().save(folder + "/rbm");
        assertTrue(Tables.messages(assertThrows(Exception.class, () -> RBMModel.load(folder + "/classifier")))
                .contains("RBMClassificationModel"));
        assertTrue(Tables.messages(assertThrows(Exception.class, () -> RBMClassificationModel.load(folder + "/rbm")))
                .contains("RBMModel"));
    }

    @Test
    void digitsAreRecognised() {
        Dataset<Row> digits = DataReader.read(
                        TestSpark.session(), DataOptions.path("builtin:digits").build())
                .dataset();
        Dataset<Row>[] parts = digits.randomSplit(new double[] {0.8, 0.2}, 1);
        RBMClassificationModel model = new RBMClassifier()
                .setScaling("divide-by")
                .setScalingDivisor(16)
                .setNumHidden(50)
                .setGenerativeWeight(0.01)
                .setLearningRate(0.1)
                .setBatchSize(10)
                .setNumPartitions(1)
                .setLocalSteps(50)
                .setMaxIter(20)
                .setMonitorEvery(20)
                .fit(parts[0]);
        double accuracy = accuracy(model.transform(parts[1]));
        assertTrue(accuracy > 0.94, "accuracy " + accuracy);
    }
}
