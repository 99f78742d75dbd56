package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.ml.RBMClassifier;
import io.github.sparkboltzmann.ml.RBMParams;
import io.github.sparkboltzmann.ml.RBMTrainingSummary;
import io.github.sparkboltzmann.report.ConsoleTable;
import io.github.sparkboltzmann.report.HistoryTable;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.train.EpochRecord;
import java.util.List;
import java.util.Locale;

/** What a training came to, as a table for people and as JSON. */
final class TrainingReport {
    private final RBMParams rbm;
    private final TrainedModel model;
    private final RBMTrainingSummary summary;
    private final LoadedData data;

    TrainingReport(RBMParams rbm, TrainedModel model, LoadedData data) {
        this.rbm = rbm;
        this.model = model;
        this.summary = model.summary();
        this.data = data;
    }

    /** Sizes, settings and rates, then what was measured with the parameters that are kept. */
    ConsoleTable table(String title) {
        ConsoleTable table = new ConsoleTable(title)
                .number("training rows", summary.rows())
                .number("validation rows", summary.validationRows())
                .number("rows skipped", rowsSkipped())
                .text(
                        "packed rows",
                        Numbers.grouped(summary.packedBytes()) + " bytes as "
                                + summary.encoding().name().toLowerCase(Locale.ROOT))
                .text("model phase", modelPhase())
                .text("local steps", summary.localSteps() + (rbm.getLocalSteps() == 0 ? ", chosen" : ""));
        if (summary.history().isEmpty()) {
            return table;
        }
        EpochRecord last = last();
        table.text("epochs", last.epoch() + (last.epoch() < rbm.getMaxIter() ? " of " + rbm.getMaxIter() : ""))
                .number("updates", last.updates())
                .text("rows/s", Numbers.rowsPerSecond(Rates.rowsPerSecond(summary.history())))
                .rule();
        if (summary.keptEpoch() != last.epoch()) {
            table.text("kept epoch", summary.keptEpoch() + ", whose figures these are");
        }
        Rates.addRecord(table, kept(), model.numHidden());
        return table;
    }

    /** {@code CD-1}, {@code PCD-5, 100 chains} or {@code exact}. */
    private String modelPhase() {
        if (rbm instanceof RBMClassifier classifier && classifier.getGenerativeWeight() == 0) {
            return "none: the objective is discriminative";
        }
        String phase = rbm.getModelPhase();
        if (phase.equals("exact")) {
            return phase;
        }
        int chains = rbm.chainCount();
        return phase.toUpperCase(Locale.ROOT) + "-" + rbm.getCdSteps()
                + (rbm.getFinalCdSteps() > rbm.getCdSteps() ? " to " + rbm.getFinalCdSteps() : "")
                + (ModelPhase.named(phase).hasChains() ? ", " + Numbers.grouped(chains) + " chains" : "")
                + (phase.equals("pt") ? " at " + rbm.getNumTemperatures() + " temperatures" : "");
    }

    private EpochRecord last() {
        return summary.history().get(summary.history().size() - 1);
    }

    /** The record of the parameters that the model has. */
    private EpochRecord kept() {
        return summary.history().stream()
                .filter(epoch -> epoch.epoch() == summary.keptEpoch())
                .findFirst()
                .orElse(last());
    }

    /** A sentence a line; empty for none. */
    String warnings() {
        StringBuilder lines = new StringBuilder();
        summary.warnings().forEach(warning -> lines.append(warning).append('\n'));
        return lines.toString();
    }

    ObjectNode metrics() {
        List<EpochRecord> history = summary.history();
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("kernels", Kernels.description());
        root.put("numVisible", model.numVisible());
        root.put("numHidden", model.numHidden());
        if (model.classes() > 0) {
            root.put("numClasses", model.classes());
        }
        root.put("trainingRows", summary.rows());
        root.put("validationRows", summary.validationRows());
        root.put("skippedRows", rowsSkipped());
        root.put("packedBytes", summary.packedBytes());
        root.put("trainingSeconds", summary.seconds());
        root.put("rowsPerSecond", Rates.rowsPerSecond(history));
        root.put("localSteps", summary.localSteps());
        root.put("keptEpoch", summary.keptEpoch());
        root.put(
                "likelihoodMeasure",
                history.isEmpty() ? "none" : last().monitors().likelihoodMeasure());
        summary.warnings().forEach(root.putArray("warnings")::add);
        root.set("settings", new ObjectMapper().valueToTree(model.stored().settings()));
        root.set("history", HistoryTable.json(history));
        return root;
    }

    private long rowsSkipped() {
        return summary.skippedRows() + data.rowsSkipped();
    }
}
