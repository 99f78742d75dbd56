package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.math.Hash;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import io.github.sparkboltzmann.spark.JobDescription;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fine-tuning of a greedily trained belief network by contrastive wake-sleep, all steps together, on the rows that the steps were trained on.
 *
 * <p>It begins with each directed step's weights in both directions. Afterwards recognition and generation are stacks of their own, each with the other's biases for
 * the direction that it is not used in, so that a folder of one alone reconstructs, too.
 */
final class WakeSleepTraining {
    private static final String PREFIX = "wakeSleep.";

    private final DeepBeliefNetwork params;
    private final TrainingListener listener;

    WakeSleepTraining(DeepBeliefNetwork params, TrainingListener listener) {
        this.params = params;
        this.listener = listener;
    }

    /** Refuses what does not go with wake-sleep before any step is trained. */
    void requirePossible(LabelChoice labels) {
        if (params.missingValues().areAllowed()) {
            throw new IllegalArgumentException(
                    "Wake-sleep cannot train on rows with missing values, but fineTuneIter is set and missing is "
                            + params.getMissing() + "; set fineTuneIter to 0, or missing to error.");
        }
        if (UnitTypes.named(params.getVisibleUnits()).hasTotal()) {
            throw new IllegalArgumentException(
                    "Wake-sleep draws visible units, and counts take their total from a row's data; set fineTuneIter to 0.");
        }
        UnitChoice.of(estimator(), labels.classes(), ConnectionChoice.wakeSleep(labels.classes()));
    }

    /** Refuses rows without a label, which the steps can do without. */
    void requireLabels(TrainingRows rows, LabelChoice labels) {
        if (labels.areThere() && rows.scan().rowsWithoutLabel() > 0) {
            throw new InvalidDataException(
                    "Wake-sleep needs a label of each row, but " + rows.scan().rowsWithoutLabel()
                            + " rows have none in column '" + labels.column()
                            + "'; leave them out, or set fineTuneIter to 0.");
        }
    }

    /** The network, trained further; the rows are not closed. */
    DeepBeliefNetworkModel train(DeepBeliefNetworkModel greedy, TrainingRows rows, LabelChoice labels) {
        String stage = "wake-sleep";
        listener.onStage(stage);
        ConnectionChoice connections = ConnectionChoice.wakeSleep(labels.classes());
        try (RBMTraining training =
                new RBMTraining(estimator(), labels, connections, TrainingRows.Source.of(rows), null, listener)) {
            Machine machine = training.machine();
            Parameters start = WakeSleepMachine.join(machine, steps(greedy));
            training.startFrom(new StoredModel(machine, start, rows.scaling(), new TreeMap<>(), new TreeMap<>()));
            RBMTraining.Trained trained = JobDescription.during(rows.context().sc(), stage, training::run);
            List<RBMTrainingSummary> summaries = new ArrayList<>(greedy.summaries());
            summaries.add(trained.summary());
            return parts(greedy, trained.stored(), summaries);
        }
    }

    private static List<Parameters> steps(DeepBeliefNetworkModel greedy) {
        Machine stack = greedy.recognition().machine();
        List<Parameters> steps = new ArrayList<>();
        for (int l = 1; l <= StackMachine.steps(stack); l++) {
            steps.add(StackMachine.parametersOf(
                    stack, greedy.recognition().parameters().values(), l));
        }
        steps.add(greedy.top().parameters());
        return steps;
    }

    /** The network with the parts that wake-sleep's parameters are made of. */
    static DeepBeliefNetworkModel parts(
            DeepBeliefNetworkModel greedy, StoredModel trained, List<RBMTrainingSummary> summaries) {
        Machine machine = trained.machine();
        float[] all = trained.parameters().values();
        List<Parameters> up = new ArrayList<>();
        List<Parameters> down = new ArrayList<>();
        for (int l = 1; l <= WakeSleepMachine.directedSteps(machine); l++) {
            Parameters recognition = WakeSleepMachine.recognition(machine, all, l);
            Parameters generation = WakeSleepMachine.generation(machine, all, l);
            Machine step = WakeSleepMachine.step(machine, l);
            copyBiases(step, 0, generation, recognition);
            copyBiases(step, 1, recognition, generation);
            up.add(recognition);
            down.add(generation);
        }
        StoredModel below = greedy.recognition();
        Machine stack = below.machine();
        return new DeepBeliefNetworkModel(
                greedy.uid(),
                part(below, StackMachine.join(stack, up), below.scaling(), trained),
                part(
                        greedy.top(),
                        WakeSleepMachine.topParameters(machine, all),
                        greedy.top().scaling(),
                        trained),
                part(below, StackMachine.join(stack, down), below.scaling(), trained),
                summaries);
    }

    private static void copyBiases(Machine step, int layer, Parameters from, Parameters to) {
        int offset = step.biases(layer).offset();
        System.arraycopy(
                from.values(), offset, to.values(), offset, step.biases(layer).length());
    }

    /** A part of the network as it was, with new parameters, and with what they were trained with beside what they were trained with before. */
    private static StoredModel part(
            StoredModel greedy, Parameters parameters, InputScaling scaling, StoredModel trained) {
        SortedMap<String, Object> settings = new TreeMap<>(greedy.settings());
        trained.settings().forEach((name, value) -> settings.put(PREFIX + name, value));
        return new StoredModel(greedy.machine(), parameters, scaling, settings, greedy.data());
    }

    /** Of several hidden layers, with the network's params; those that steps have and wake-sleep cannot have are as by default. */
    private DeepRestrictedNetwork estimator() {
        DeepRestrictedNetwork estimator = new DeepRestrictedNetwork("fine-tuning");
        GreedySteps.configure(estimator, params, 1);
        estimator
                .setModelPhase("cd")
                .setLikelihood("none")
                .setEarlyStopping("none")
                .setRateFactors("")
                .setMaxIter(params.getFineTuneIter())
                .setLearningRate(params.getFineTuneLearningRate())
                .setSeed(Hash.mix(params.getSeed(), params.getHiddenLayers().length + 1));
        if (!params.getCheckpointDir().isEmpty()) {
            estimator.setCheckpointDir(params.getCheckpointDir() + "/fine-tuning");
        }
        return estimator;
    }
}
