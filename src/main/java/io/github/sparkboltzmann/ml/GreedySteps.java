package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.deep.Composition;
import io.github.sparkboltzmann.math.Hash;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.spark.JobDescription;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.ml.param.Param;

/**
 * Greedy training of a stack: step after step a restricted machine, each on what the one below makes of the rows, which is computed once and cached.
 *
 * <pre>
 * step 1 on v,  step l on P(h_(l-1) | v) = sigmoid(b_(l-1) + P(h_(l-2) | v) W_(l-1))
 * </pre>
 *
 * <p>Source: Hinton, Osindero and Teh, "A fast learning algorithm for deep belief nets", Neural Computation 18, 2006.
 */
final class GreedySteps {
    private final DeepSetters<?> params;
    private final boolean doubled;
    private final int epochs;
    private final boolean pretraining;
    private final double rate;
    private final TrainingListener listener;

    private GreedySteps(
            DeepSetters<?> params,
            boolean doubled,
            int epochs,
            boolean pretraining,
            double rate,
            TrainingListener listener) {
        this.params = params;
        this.doubled = doubled;
        this.epochs = epochs;
        this.pretraining = pretraining;
        this.rate = rate;
        this.listener = listener;
    }

    /** Steps that are trained as the params say. */
    static GreedySteps of(DeepSetters<?> params, TrainingListener listener) {
        return new GreedySteps(params, false, params.getMaxIter(), false, 0, listener);
    }

    /**
     * Steps that joint training begins with.
     *
     * @param doubled whether the lowest step sees two copies of the visible units and the highest has two of its hidden units, as parts of a deep Boltzmann
     *     machine
     */
    static GreedySteps ofPretraining(PretrainSetters<?> params, boolean doubled, TrainingListener listener) {
        return new GreedySteps(
                params,
                doubled && params.hiddenSizes().length > 1,
                params.getPretrainIter(),
                true,
                params.getPretrainLearningRate(),
                listener);
    }

    /** Trains all steps, from the lowest; the rows are not closed. */
    List<StoredModel> train(TrainingRows first) {
        return train(first, params.hiddenSizes().length).models;
    }

    /** Trained steps, and the rows for the next one; {@code null} where there is none. */
    private static final class Lower {
        private final List<StoredModel> models;
        private final List<RBMTrainingSummary> summaries;
        private final TrainingRows next;

        private Lower(List<StoredModel> models, List<RBMTrainingSummary> summaries, TrainingRows next) {
            this.models = models;
            this.summaries = summaries;
            this.next = next;
        }

        List<StoredModel> models() {
            return models;
        }

        List<RBMTrainingSummary> summaries() {
            return summaries;
        }

        TrainingRows next() {
            return next;
        }
    }

    private Lower train(TrainingRows first, int steps) {
        List<StoredModel> models = new ArrayList<>();
        List<RBMTrainingSummary> summaries = new ArrayList<>();
        int all = params.hiddenSizes().length;
        TrainingRows rows = first;
        for (int l = 1; l <= steps; l++) {
            TrainingRows seen = doubled && l == 1 ? rows.doubled() : rows;
            TrainingRows own = seen.hasLabels() ? seen.withoutLabels() : seen;
            RBMTraining.Trained trained = train(l, step(l), LabelChoice.NONE, own);
            if (own != seen) {
                own.close();
            }
            models.add(trained.stored());
            summaries.add(trained.summary());
            Machine machine = trained.stored().machine();
            TrainingRows next = l == all
                    ? null
                    : seen.hidden(
                            machine,
                            trained.stored().parameters(),
                            machine.layer(1).size(),
                            machine.layer(1).type());
            if (seen != rows) {
                seen.close();
            }
            if (rows != first) {
                rows.close();
            }
            rows = next;
        }
        return new Lower(models, summaries, rows);
    }

    /** Refuses what does not go together in any step, before any of them is trained. */
    void requirePossible(LabelChoice labels) {
        int all = params.hiddenSizes().length;
        for (int l = 1; l <= all; l++) {
            UnitChoice.of(step(l), l == all ? labels.classes() : 0, ConnectionChoice.RESTRICTED);
        }
    }

    /** Trains a whole belief network; the rows are not closed. */
    DeepBeliefNetworkModel trainNetwork(String uid, TrainingRows rows, LabelChoice labels) {
        int all = params.hiddenSizes().length;
        Lower lower = train(rows, all - 1);
        RBMTraining.Trained top;
        try (TrainingRows next = lower.next()) {
            top = train(all, labels.areThere() ? labelled(all) : step(all), labels, next);
        }
        List<RBMTrainingSummary> summaries = new ArrayList<>(lower.summaries());
        summaries.add(top.summary());
        StoredModel recognition = stack(lower.models());
        return new DeepBeliefNetworkModel(uid, recognition, top.stored(), recognition, summaries);
    }

    /** The steps as one model; each setting under the number of its step. */
    private static StoredModel stack(List<StoredModel> steps) {
        StoredModel joined = Perceptrons.stack(steps);
        SortedMap<String, Object> settings = new TreeMap<>();
        for (int l = 1; l <= steps.size(); l++) {
            String prefix = "step" + l + ".";
            steps.get(l - 1).settings().forEach((name, value) -> settings.put(prefix + name, value));
        }
        // What a reader of rows needs to know.
        for (String name : List.of("binarize", "binarizeThreshold", "missing", "missingSweeps")) {
            if (joined.settings().containsKey(name)) {
                settings.put(name, joined.settings().get(name));
            }
        }
        return new StoredModel(joined.machine(), joined.parameters(), joined.scaling(), settings, joined.data());
    }

    private RBMClassifier labelled(int l) {
        RBMClassifier step = new RBMClassifier("step" + l);
        configure(step, params, l);
        return step.setNumHidden(params.hiddenSizes()[l - 1]).setMaxIter(epochs);
    }

    /** Trains step {@code l}, from 1. */
    private RBMTraining.Trained train(int l, RBMParams step, LabelChoice labels, TrainingRows rows) {
        String stage = "layer " + l + " of " + params.hiddenSizes().length;
        listener.onStage(stage);
        TrainingRows.Source source = TrainingRows.Source.of(rows);
        try (RBMTraining training =
                new RBMTraining(step, labels, ConnectionChoice.RESTRICTED, source, null, listener)) {
            return JobDescription.during(rows.context().sc(), stage, training::run);
        }
    }

    /** The estimator of step {@code l}, from 1. */
    private RBM step(int l) {
        int[] sizes = params.hiddenSizes();
        RBM step = new RBM("step" + l);
        configure(step, params, l);
        step.setNumHidden(sizes[l - 1]);
        step.setMaxIter(epochs);
        if (doubled && l == 1) {
            step.setVisibleUnits(Composition.TWO_COPIES.id());
        }
        if (doubled && l == sizes.length) {
            step.setHiddenUnits(Composition.TWO_COPIES.id());
        }
        if (pretraining) {
            step.setModelPhase("cd").setCdSteps(1).setFinalCdSteps(0).setStatistics("hidden-probabilities");
            double own = Math.min(
                    UnitTypes.named(step.getVisibleUnits()).learningRate(),
                    UnitTypes.named(step.getHiddenUnits()).learningRate());
            step.setLearningRate(rate > 0 ? rate : own);
        }
        return step;
    }

    /** Gives a step's estimator what was set of the stack's params, and what is the step's own: its units, its seed, its checkpoints. */
    static void configure(RBMSetters<?> step, DeepSetters<?> params, int l) {
        for (Param<?> param : params.params()) {
            if (params.isSet(param) && step.hasParam(param.name())) {
                copy(step, params, param);
            }
        }
        step.setInitialModel("");
        step.clear(step.initialState());
        step.setSeed(l == 1 ? params.getSeed() : Hash.mix(params.getSeed(), l));
        if (l > 1) {
            step.setVisibleUnits(params.getHiddenUnits());
            step.setScaling("none");
            step.setBinarize("none");
        }
        if (!params.getCheckpointDir().isEmpty()) {
            step.setCheckpointDir(params.getCheckpointDir() + "/step-" + l);
            step.setResume(params.getResume().equals("never") ? "never" : "auto");
        }
    }

    private static void copy(RBMSetters<?> step, DeepSetters<?> params, Param<?> param) {
        step.set(step.getParam(param.name()), params.getOrDefault(param));
    }
}
