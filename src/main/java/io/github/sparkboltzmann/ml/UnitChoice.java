package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.evaluate.PseudoLikelihood;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.Arrays;

/** The unit types that an estimator's params ask for, and what follows from them for its other params. */
final class UnitChoice {
    private static final double OF_TOTALS = 1e-4;

    private final UnitType visible;
    private final UnitType hidden;
    private final int classes;
    private final ConnectionChoice connections;

    private UnitChoice(UnitType visible, UnitType hidden, int classes, ConnectionChoice connections) {
        this.connections = connections;
        this.visible = visible;
        this.hidden = hidden;
        this.classes = classes;
    }

    /**
     * @param classes of label units; 0 for a machine without
     * @throws IllegalArgumentException for types that are not there, do not go together, or do not go with other params
     */
    static UnitChoice of(RBMParams params, int classes, ConnectionChoice connections) {
        UnitChoice choice = new UnitChoice(
                UnitTypes.named(params.getVisibleUnits()),
                UnitTypes.named(params.getHiddenUnits()),
                classes,
                connections);
        require(
                classes == 0 || choice.hidden.hasEnergy(),
                "Label units need hidden units whose states can be summed over, and those of type " + choice.hidden
                        + " are sampled only; use rectified units.");
        require(
                classes > 0 || !params.getLikelihood().equals("labels"),
                "A likelihood of labels is measured by a classifier; set likelihood to auto, exact, pseudo or none.");
        // Refuses what does not go together before any job.
        Machine machine = choice.example(params.hiddenSizes());
        String binarize = params.getBinarize();
        boolean two = choice.visible.groupStates() != null
                && choice.visible.groupStates().length == 2
                && choice.visible.groupSize() == 1;
        require(
                binarize.equals("none") || two && (binarize.equals("threshold") || choice.visible.lowest() == 0),
                "binarize is " + binarize + ", which does not go with visible units of type " + choice.visible
                        + "; set it to none.");
        require(
                PseudoLikelihood.isPossible(machine) || !params.getLikelihood().equals("pseudo"),
                "A pseudo-likelihood is measured for bernoulli and spin units, and hidden units that are not coupled to each other; set likelihood to"
                        + " auto or none.");
        require(
                machine.hasEnergy()
                        || params.getLikelihood().equals("auto")
                        || params.getLikelihood().equals("none"),
                "Units of type " + choice.hidden + " are sampled only and have no likelihood; set likelihood to auto"
                        + " or none.");
        require(
                machine.hasEnergy() || params.getEarlyStopping().equals("none"),
                "Units of type " + choice.hidden + " are sampled only and have no free energy to stop by; set"
                        + " earlyStopping to none.");
        require(
                !choice.visible.hasTotal() || params.getScaling().equals("none"),
                "Multinomial units take counts as they are, but scaling is " + params.getScaling()
                        + "; set it to none.");
        require(
                !choice.visible.hasTotal() || params.getModelPhase().equals("cd"),
                "Multinomial units take each row's total from the data, which only modelPhase cd has; set it.");
        require(
                machine.hasEnergy() || !ModelPhase.named(params.getModelPhase()).hasLadder(),
                "Units of type " + choice.hidden
                        + " are sampled only and have no free energy to exchange chains by; set"
                        + " modelPhase to cd, pcd or fpcd.");
        require(
                !choice.visible.learnsVariance()
                        || !params.getModelPhase().equals("cd")
                        || !params.getStatistics().equals("probabilities"),
                "Variances cannot be learned from reconstructions that are means; set statistics to"
                        + " hidden-probabilities or samples.");
        return choice;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * The factors that were set. Where none is, and a row's total D multiplies hidden biases, 1e-4 for them: it enters their gradient and
     * again what a step does to their units, so that a step is D^2 times that of others, and D is about 100 in documents.
     */
    String rateFactors(RBMParams params) {
        boolean chosen =
                visible.hasTotal() && !params.isSet(params.rateFactors()) && !params.isSet(params.biasRateFactor());
        return chosen ? "bias.hidden=" + OF_TOTALS : params.getRateFactors();
    }

    /** The smallest machine of these units, to ask what goes together; of a graph the same units in a restricted machine. */
    private Machine example(int[] hiddenSizes) {
        int width = Math.max(2, visible.groupSize());
        return classes == 0 && connections.needsWidth()
                ? Machine.restricted(visible, visible.groupSize(), hidden, hiddenSizes.length == 0 ? 1 : hiddenSizes[0])
                : machine(connections == ConnectionChoice.RESTRICTED ? visible.groupSize() : width, hiddenSizes);
    }

    /** @param hiddenSizes units of each hidden layer, from the lowest */
    Machine machine(int width, int... hiddenSizes) {
        return classes == 0 || connections.hasLabels()
                ? connections.machine(visible, width, hidden, hiddenSizes)
                : Machine.labelled(visible, width, classes, hidden, hiddenSizes[0]);
    }

    /** The learning rate that was set, or else the smaller one of the two types. */
    double learningRate(RBMParams params) {
        return params.isSet(params.learningRate())
                ? params.getLearningRate()
                : Math.min(visible.learningRate(), hidden.learningRate());
    }

    /** The first offsets of a centred gradient: the data's means (of shares, for counts), and what hidden units are without input. */
    double[][] offsets(double[][] visibleMeans, Machine machine) {
        double[] means = visibleMeans[0].clone();
        if (visible.hasTotal()) {
            double total = Math.max(Arrays.stream(means).sum(), 1e-6);
            for (int i = 0; i < means.length; i++) {
                means[i] /= total;
            }
        }
        double[][] offsets = new double[machine.layerCount()][];
        for (int l = 0; l < offsets.length; l++) {
            offsets[l] = new double[machine.layer(l).size()];
            Arrays.fill(offsets[l], hidden.meanAtRest());
        }
        int next = 0;
        for (int l : machine.layers(true)) {
            offsets[l] = next == 0 ? means : visibleMeans[next];
            next++;
        }
        return offsets;
    }
}
