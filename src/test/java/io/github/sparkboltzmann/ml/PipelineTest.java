package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages among Spark's own. */
class PipelineTest {
    @TempDir
    Path folder;

    @Test
    void aPipelineIsFittedSavedAndReadBack() throws Exception {
        Dataset<Row> table = labelled();
        RBM rbm = Tables.rbm();
        PipelineModel model = pipeline(rbm).fit(table);
        List<String> expected = Tables.text(model.transform(table));
        model.write().overwrite().save(folder + "/model");
        PipelineModel back = PipelineModel.load(folder + "/model");
        assertEquals(expected, Tables.text(back.transform(table)));
        pipeline(rbm).save(folder + "/pipeline");
        PipelineModel again = Pipeline.load(folder + "/pipeline").fit(table);
        assertArrayEquals(
                Tables.parameters((RBMModel) model.stages()[0]), Tables.parameters((RBMModel) again.stages()[0]));
        assertEquals(rbm.uid(), back.stages()[0].uid());
    }

    @Test
    void crossValidationChoosesAmongNumbersOfHiddenUnits() {
        RBM rbm = Tables.rbm();
        Pipeline pipeline = pipeline(rbm);
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(rbm.numHidden(), new int[] {1, 6})
                .build();
        CrossValidatorModel chosen = new CrossValidator()
                .setEstimator(pipeline)
                .setEstimatorParamMaps(grid)
                .setEvaluator(new BinaryClassificationEvaluator())
                .setNumFolds(2)
                .setSeed(1)
                .fit(labelled());
        double[] metrics = chosen.avgMetrics();
        assertEquals(2, metrics.length);
        assertTrue(metrics[0] > 0.4 && metrics[1] > 0.8, metrics[0] + " and " + metrics[1]);
        RBMModel best = (RBMModel) ((PipelineModel) chosen.bestModel()).stages()[0];
        assertEquals(metrics[1] > metrics[0] ? 6 : 1, best.numHidden());
        assertEquals(4, rbm.getNumHidden());
    }

    @Test
    void fitWithExtraParamsUsesThemForThatFitAlone() {
        RBM rbm = Tables.rbm();
        RBMModel model = rbm.fit(
                labelled(),
                new ParamMap().put(rbm.numHidden().w(3)).put(rbm.outputCol().w("code")));
        assertEquals(3, model.numHidden());
        assertEquals("code", model.getOutputCol());
        assertEquals(4, rbm.getNumHidden());
        assertEquals("hidden", rbm.getOutputCol());
    }

    @Test
    void aModelKnowsItsEstimatorAndSoDoesItsCopy() {
        RBM rbm = Tables.rbm().setFreeEnergyCol("energy");
        RBMModel model = rbm.fit(labelled());
        assertSame(rbm, model.parent());
        assertEquals(rbm.uid(), model.uid());
        assertEquals("energy", model.getFreeEnergyCol());
        RBMModel copy = model.copy(new ParamMap());
        assertSame(rbm, copy.parent());
        assertTrue(copy.hasSummary());
        assertSame(model.stored(), copy.stored());
    }

    private static Pipeline pipeline(RBM rbm) {
        LogisticRegression regression =
                new LogisticRegression().setFeaturesCol("hidden").setMaxIter(5);
        return new Pipeline().setStages(new PipelineStage[] {rbm, regression});
    }

    /** The label is the value of one unit. */
    private static Dataset<Row> labelled() {
        List<Row> rows = new ArrayList<>();
        for (double[] row : Tables.binary(80)) {
            rows.add(RowFactory.create(Vectors.dense(row), row[0]));
        }
        return Tables.table(rows, Tables.FEATURES.add("label", "double"), 2);
    }
}
