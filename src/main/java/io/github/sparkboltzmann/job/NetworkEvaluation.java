package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.evaluate.BeliefBoundSums;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.RBMLikelihood;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.spark.HiddenErrors;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a belief network makes of a table's rows: reconstruction, labels where it has some, else the bound of their likelihood. */
final class NetworkEvaluation {
    private static final int DRAWS = 20;
    private static final String RECONSTRUCTION = "reconstruction";
    private static final String BELOW = "below the top step";

    private final ConsoleTable table;
    private final ObjectNode json = new ObjectMapper().createObjectNode();

    NetworkEvaluation(String title) {
        table = new ConsoleTable(title);
    }

    /**
     * @param read how many rows there were before bad ones were left out
     * @param base rows whose features make the independent units that annealing of the top step starts from
     */
    void measure(
            SparkSession session,
            DeepBeliefNetworkModel model,
            Dataset<Row> all,
            long read,
            Dataset<Row> base,
            EvaluationSettings settings) {
        boolean labels = model.numClasses() > 0 && List.of(all.columns()).contains(DataReader.LABEL);
        Dataset<Row> rows = model.setOutputCol("")
                .setLayerCols()
                .setReconstructionCol(RECONSTRUCTION)
                .setProbabilityCol("")
                .transform(all)
                .cache();
        long count = rows.count();
        double[] whole = new double[model.numVisible()];
        Arrays.fill(whole, 1);
        double error = HiddenErrors.of(
                        rows.select(model.getFeaturesCol(), RECONSTRUCTION),
                        whole,
                        model.recognition().scaling())
                .meanSquared();
        table.number("rows", count)
                .number("rows skipped", read - count)
                .number("rows: reconstruction error a unit", error, 4);
        json.put("rows", count).put("reconstructionError", error);
        if (labels) {
            double wrong = 1
                    - new MulticlassClassificationEvaluator()
                            .setMetricName("accuracy")
                            .evaluate(rows.where(DataReader.LABEL + " is not null"));
            table.number("rows: label error", Numbers.fixed(100 * wrong, 2) + " %");
            json.put("labelError", wrong);
        }
        rows.unpersist();
        boolean binary = UnitTypes.allBernoulli(model.recognition().machine())
                && UnitTypes.allBernoulli(model.top().machine());
        if (model.numClasses() == 0 && binary && !settings.likelihood.equals("none")) {
            bound(session, model, all, base, settings);
        }
    }

    private void bound(
            SparkSession session,
            DeepBeliefNetworkModel model,
            Dataset<Row> rows,
            Dataset<Row> base,
            EvaluationSettings settings) {
        RBMLikelihood top = RBMModel.of(model.top()).setFeaturesCol(BELOW).likelihood();
        boolean exact = settings.likelihood.equals("exact") || settings.likelihood.equals("auto") && top.isExactCheap();
        LogZReport logZ;
        if (exact) {
            logZ = LogZReport.exact(top.exact());
        } else {
            String[] columns = new String[model.hiddenLayerSizes().length];
            Arrays.fill(columns, "");
            columns[columns.length - 2] = BELOW;
            Dataset<Row> below =
                    model.setReconstructionCol("").setLayerCols(columns).transform(base);
            logZ = top.bothWays(session.sparkContext(), top.base(below), settings.annealing, settings.reverseSweeps);
        }
        BeliefBoundSums bound =
                model.setReconstructionCol("").setLayerCols().bound(rows, logZ.leastFlattering(), DRAWS, settings.seed);
        table.rule()
                .number(
                        "log Z of the top step" + (exact ? ", exact" : ", the largest"),
                        Numbers.fixed(logZ.leastFlattering(), 3))
                .number("bound of the log-likelihood a row, nats", Numbers.fixed(bound.mean(), 3))
                .number("its standard error over rows", Numbers.fixed(bound.standardError(), 3));
        json.put("logZ", logZ.leastFlattering())
                .put("likelihoodBound", bound.mean())
                .put("likelihoodBoundError", bound.standardError());
        logZ.warnings().forEach(json.withArray("warnings")::add);
    }

    ConsoleTable table() {
        return table;
    }

    ObjectNode json() {
        return json;
    }
}
