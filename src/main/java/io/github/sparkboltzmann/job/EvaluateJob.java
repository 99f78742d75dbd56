package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.evaluate.AnnealedMachine;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.evaluate.PseudoLikelihood;
import io.github.sparkboltzmann.evaluate.PseudoLikelihoodSums;
import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.MachineModel;
import io.github.sparkboltzmann.ml.RBMLikelihood;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.train.Measures;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Job {@code evaluate}: what a model makes of a table's rows, and how likely it finds them. */
final class EvaluateJob {
    private static final int LADDER_CHAINS = 50;
    private static final int LADDER_BATCHES = 4;

    private static final String FILE = "evaluation.json";

    private final JobConfig config;

    EvaluateJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        EvaluationSettings settings = new EvaluationSettings(config);
        DataOptions options = DataSettings.of(config);
        DataOptions train = config.text("train").isEmpty() ? null : DataSettings.rowsAt(config, config.text("train"));
        SparkSession session = Sessions.open("evaluate");
        Path target = target();
        RunFolder folder = target == null
                ? null
                : RunFolder.holding(session.sparkContext().hadoopConfiguration(), target, config.flag("overwrite"));
        if (folder != null) {
            folder.requireFree(target.getName());
        }
        if (Models.isNetwork(session.sparkContext().hadoopConfiguration(), config.text("model"))) {
            network(session, options, train, folder, target, settings);
            return;
        }
        if (Models.hasLabels(session.sparkContext().hadoopConfiguration(), config.text("model"))) {
            labels(session, options, folder, target);
            return;
        }
        MachineModel<?> model = Models.load(session.sparkContext().hadoopConfiguration(), config.text("model"));
        model.setHandleInvalid(config.text("data.handleInvalid"));
        model.setSourceCol(DataReader.SOURCE);
        LoadedData data = DataReader.read(session, options);
        Dataset<Row> base =
                train == null ? data.dataset() : DataReader.read(session, train).dataset();
        Evaluation evaluation = evaluate(session.sparkContext(), model, data, base, settings);
        if (folder != null) {
            folder.json(target.getName(), evaluation.json());
        }
        System.out.println(evaluation
                .table("evaluation of " + config.text("model") + " on " + config.text("data.path"))
                .render());
        // Below the table: a sentence in a cell would be cut inside its words.
        evaluation.warnings.forEach(warning -> System.out.println("Warning: " + warning));
    }

    private void network(
            SparkSession session,
            DataOptions options,
            DataOptions train,
            RunFolder folder,
            Path target,
            EvaluationSettings settings) {
        DeepBeliefNetworkModel model = Models.loadNetwork(config.text("model"))
                .setHandleInvalid(config.text("data.handleInvalid"))
                .setSourceCol(DataReader.SOURCE);
        LoadedData data = DataReader.read(session, options);
        Dataset<Row> base =
                train == null ? data.dataset() : DataReader.read(session, train).dataset();
        NetworkEvaluation evaluation =
                new NetworkEvaluation("evaluation of " + config.text("model") + " on " + config.text("data.path"));
        evaluation.measure(session, model, data, base, settings);
        if (folder != null) {
            folder.json(target.getName(), evaluation.json());
        }
        System.out.println(evaluation.table().render());
    }

    /** What a classifier makes of rows: of their features, and of their labels where they have some. */
    private void labels(SparkSession session, DataOptions options, RunFolder folder, Path target) {
        LoadedData data = DataReader.read(session, options);
        Dataset<Row> rows = data.dataset();
        boolean labelled = List.of(rows.columns()).contains(DataReader.LABEL);
        Measures measures = Models.loadClassifier(config.text("model"))
                .setHandleInvalid(config.text("data.handleInvalid"))
                .setSourceCol(DataReader.SOURCE)
                .evaluate(labelled ? rows : rows.withColumn(DataReader.LABEL, functions.lit(Double.NaN)));
        long skipped = data.rows() + data.rowsSkipped() - measures.rows();
        ConsoleTable table = new ConsoleTable(
                        "evaluation of " + config.text("model") + " on " + config.text("data.path"))
                .number("rows", measures.rows())
                .number("rows skipped", skipped);
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
        if (folder != null) {
            folder.json(target.getName(), json);
        }
        System.out.println(table.render());
        System.out.println("log Z and likelihoods of features are not estimated for machines with label units.");
    }

    /** A path that ends in {@code .json} is the file itself, any other a folder; {@code null} for none. */
    private Path target() {
        String output = config.text("output");
        if (output.isEmpty()) {
            return null;
        }
        return output.endsWith(".json") ? new Path(output) : new Path(output, FILE);
    }

    private Evaluation evaluate(
            SparkContext context,
            MachineModel<?> model,
            LoadedData data,
            Dataset<Row> baseRows,
            EvaluationSettings settings) {
        Measures measures = model.evaluate(data.dataset());
        Machine machine = model.stored().machine();
        if (!JointEnergy.isOf(machine)) {
            return withoutLikelihood(model, data, measures);
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
                    case "exact" -> likelihood.pseudoLikelihood(data.dataset());
                    case "sampled" -> likelihood.sampledPseudoLikelihood(data.dataset(), settings.seed);
                    default -> null;
                };
        LogZReport logZ = null;
        boolean possible = annealable || likelihood.isExactCheap() || !settings.likelihood.equals("auto");
        if (possible && !settings.likelihood.equals("none")) {
            boolean exact = settings.likelihood.equals("exact")
                    || settings.likelihood.equals("auto") && likelihood.isExactCheap();
            logZ = exact ? LogZReport.exact(likelihood.exact()) : annealed(context, likelihood, baseRows, settings);
            warnings.addAll(logZ.warnings());
            if (UnitTypes.allBernoulli(machine)
                    && !likelihood.columnMeans(data.dataset()).isBinary()) {
                warnings.add(
                        "Some states lie between 0 and 1, where this machine's log P(v) is no likelihood; make the rows binary, as by "
                                + "binarize in training, to compare models.");
            }
        }
        String base = config.text("train").isEmpty() ? "column means of the rows evaluated" : config.text("train");
        return new Evaluation(
                measures,
                data.rows() + data.rowsSkipped() - measures.rows(),
                model.numVisible(),
                pseudo,
                settings.pseudoLikelihood.equals("sampled"),
                logZ,
                base,
                warnings);
    }

    private static Evaluation withoutLikelihood(MachineModel<?> model, LoadedData data, Measures measures) {
        return new Evaluation(
                measures,
                data.rows() + data.rowsSkipped() - measures.rows(),
                model.numVisible(),
                null,
                false,
                null,
                "none",
                List.of(
                        "A stack's conditionals belong to no joint energy: it has neither free energies nor likelihoods."));
    }

    private static LogZReport annealed(
            SparkContext context, RBMLikelihood likelihood, Dataset<Row> baseRows, EvaluationSettings settings) {
        IndependentUnits base = likelihood.base(baseRows);
        LogZReport report = likelihood.bothWays(context, base, settings.annealing, settings.reverseSweeps);
        return settings.ladderSweeps == 0 || !likelihood.hasLadder()
                ? report
                : report.withLadder(likelihood.ladder(
                        context, LADDER_CHAINS, settings.ladderSweeps, LADDER_BATCHES, settings.seed));
    }
}
