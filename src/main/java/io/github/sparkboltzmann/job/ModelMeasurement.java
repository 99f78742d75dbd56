package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.evaluate.AnnealedMachine;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.evaluate.PseudoLikelihood;
import io.github.sparkboltzmann.evaluate.PseudoLikelihoodSums;
import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.ml.RBMLikelihood;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.train.Measures;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** What any saved model makes of a table's rows, and how likely it finds them: figures for a file, and lines for people. */
final class ModelMeasurement {
    private static final int LADDER_CHAINS = 50;
    private static final int LADDER_BATCHES = 4;

    private final SparkSession session;
    private final EvaluationSettings settings;
    private final Dataset<Row> rows;
    private final long read;
    private final String handleInvalid;
    private Dataset<Row> baseRows;
    private String baseName;

    /**
     * @param rows features, and labels where there are some
     * @param read how many rows there were before bad ones were left out
     * @param handleInvalid error or skip
     */
    ModelMeasurement(
            SparkSession session, EvaluationSettings settings, Dataset<Row> rows, long read, String handleInvalid) {
        this.session = session;
        this.settings = settings;
        this.rows = rows;
        this.read = read;
        this.handleInvalid = handleInvalid;
        this.baseRows = rows;
        this.baseName = "column means of the rows evaluated";
    }

    /** With other rows, whose column means make the independent units that annealing starts from. */
    ModelMeasurement withBase(Dataset<Row> base, String name) {
        baseRows = base;
        baseName = name;
        return this;
    }

    /** What was measured. */
    static final class Result {
        final ObjectNode json;
        final String text;

        private Result(ObjectNode json, String text) {
            this.json = json;
            this.text = text;
        }
    }

    /** Measures a model. */
    Result of(SavedModel saved, String title) {
        if (saved.network != null) {
            return network(saved.network, title);
        }
        if (saved.classifier != null) {
            return labels(saved.classifier, title);
        }
        MachineModel<?> model = saved.machine;
        model.setHandleInvalid(handleInvalid);
        model.setSourceCol(DataReader.SOURCE);
        Evaluation evaluation = evaluate(model);
        // Below the table: a sentence in a cell would be cut inside its words.
        StringBuilder text = new StringBuilder(evaluation.table(title).render()).append(System.lineSeparator());
        evaluation.warnings.forEach(
                warning -> text.append("Warning: ").append(warning).append(System.lineSeparator()));
        return new Result(evaluation.json(), text.toString());
    }

    private Result network(DeepBeliefNetworkModel model, String title) {
        model.setHandleInvalid(handleInvalid).setSourceCol(DataReader.SOURCE);
        NetworkEvaluation evaluation = new NetworkEvaluation(title);
        evaluation.measure(session, model, rows, read, baseRows, settings);
        return new Result(evaluation.json(), evaluation.table().render() + System.lineSeparator());
    }

    /** What a classifier makes of rows: of their features, and of their labels where they have some. */
    private Result labels(RBMClassificationModel model, String title) {
        boolean labelled = List.of(rows.columns()).contains(DataReader.LABEL);
        Measures measures = model.setHandleInvalid(handleInvalid)
                .setSourceCol(DataReader.SOURCE)
                .evaluate(labelled ? rows : rows.withColumn(DataReader.LABEL, functions.lit(Double.NaN)));
        long skipped = read - measures.rows();
        ConsoleTable table =
                new ConsoleTable(title).number("rows", measures.rows()).number("rows skipped", skipped);
        Rates.addMeasures(table, "rows", measures);
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("rows", measures.rows())
                .put("rowsSkipped", skipped)
                .put("reconstructionError", measures.reconstructionError())
                .put("freeEnergy", measures.freeEnergy());
        if (labelled) {
            table.number("rows: log P(label | features), nats", Numbers.fixed(measures.labelLogLikelihood(), 4));
            json.put("labelError", measures.labelError()).put("labelLogLikelihood", measures.labelLogLikelihood());
        }
        return new Result(
                json,
                table.render() + System.lineSeparator()
                        + "log Z and likelihoods of features are not estimated for machines with label units."
                        + System.lineSeparator());
    }

    private Evaluation evaluate(MachineModel<?> model) {
        Measures measures = model.evaluate(rows);
        Machine machine = model.stored().machine();
        if (!JointEnergy.isOf(machine)) {
            return withoutLikelihood(model, measures);
        }
        List<String> warnings = new ArrayList<>();
        RBMLikelihood likelihood = model.likelihood();
        boolean pseudoPossible = PseudoLikelihood.isPossible(machine);
        boolean annealable = AnnealedMachine.isPossible(machine);
        if (!pseudoPossible && machine.hasIndependentHidden() || !annealable) {
            warnings.add(
                    "Pseudo-likelihoods, and estimates of log Z, are made for bernoulli and spin units only; other machines have an exact"
                            + " log Z where one side has few states. Densities are those of scaled inputs.");
        }
        if (!machine.hasIndependentHidden()) {
            warnings.add(
                    "Hidden units are coupled to each other: there is no pseudo-likelihood in closed form"
                            + (RowMeasurer.hasExactFreeEnergy(machine)
                                    ? "."
                                    : ", and free energies are upper bounds by mean field, so that likelihoods are lower bounds for a given log Z."));
        }
        PseudoLikelihoodSums pseudo =
                switch (pseudoPossible ? settings.pseudoLikelihood : "none") {
                    case "exact" -> likelihood.pseudoLikelihood(rows);
                    case "sampled" -> likelihood.sampledPseudoLikelihood(rows, settings.seed);
                    default -> null;
                };
        LogZReport logZ = null;
        boolean possible = annealable || likelihood.isExactCheap() || !settings.likelihood.equals("auto");
        if (possible && !settings.likelihood.equals("none")) {
            boolean exact = settings.likelihood.equals("exact")
                    || settings.likelihood.equals("auto") && likelihood.isExactCheap();
            logZ = exact ? LogZReport.exact(likelihood.exact()) : annealed(likelihood);
            warnings.addAll(logZ.warnings());
            if (UnitTypes.allBernoulli(machine) && !likelihood.columnMeans(rows).isBinary()) {
                warnings.add(
                        "Some states lie between 0 and 1, where this machine's log P(v) is no likelihood; make the rows binary, as by "
                                + "binarize in training, to compare models.");
            }
        }
        return new Evaluation(
                measures,
                read - measures.rows(),
                model.numVisible(),
                pseudo,
                settings.pseudoLikelihood.equals("sampled"),
                logZ,
                baseName,
                warnings);
    }

    private Evaluation withoutLikelihood(MachineModel<?> model, Measures measures) {
        return new Evaluation(
                measures,
                read - measures.rows(),
                model.numVisible(),
                null,
                false,
                null,
                "none",
                List.of(
                        "A stack's conditionals belong to no joint energy: it has neither free energies nor likelihoods."));
    }

    private LogZReport annealed(RBMLikelihood likelihood) {
        SparkContext context = session.sparkContext();
        IndependentUnits base = likelihood.base(baseRows);
        LogZReport report = likelihood.bothWays(context, base, settings.annealing, settings.reverseSweeps);
        return settings.ladderSweeps == 0 || !likelihood.hasLadder()
                ? report
                : report.withLadder(likelihood.ladder(
                        context, LADDER_CHAINS, settings.ladderSweeps, LADDER_BATCHES, settings.seed));
    }
}
