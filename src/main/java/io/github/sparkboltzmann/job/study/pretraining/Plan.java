package io.github.sparkboltzmann.job.study.pretraining;

import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.ml.RBM;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the experiment is run with: the machine's settings, the numbers of labels and iterations, the penalties to choose from.
 *
 * <p>The machine's settings were chosen on the last 10,000 training rows of MNIST, by the error of the classifier on its features: 1.76 % after 30 epochs (penalty 3e-5; 1.91 % with 1e-4), 2.18 %
 * after 10 (1e-4). Persistent chains with L1, centred, had 2.71 % after 10 epochs, a sparsity target of 0.1 2.34 %,
 * batches of 20 rows 2.17 %, and 2,048 hidden units 2.11 % after 15 epochs. For all labels the penalties were chosen likewise, beforehand: a fit takes a minute there.
 */
final class Plan {
    /** Of so many labels there are twice the draws. */
    static final int JUDGED_LABELS = 1_000;

    /** Beyond so many labels a draw takes longer and varies less. */
    private static final int MANY = 3_000;

    private static final int FEWEST_DRAWS = 3;

    private int hidden;
    private int epochs;
    private double rate;
    private int[] iterations;
    private int[] labels;
    private int[] transferLabels;
    private int draws;
    private boolean published;
    private int classifierIterations;
    private double[] penalties;
    private final Map<Input, Double> penaltiesOfAll = new EnumMap<>(Input.class);

    private Plan(StudyContext context) {
        classifierIterations = context.choose(150, 20);
        penalties = context.choose(new double[] {1, 1e-1, 1e-2, 1e-3, 1e-4}, new double[] {1e-3});
    }

    /** MNIST; the quick form is a small machine and few labels. */
    static Plan mnist(StudyContext context) {
        Plan plan = new Plan(context);
        plan.hidden = context.choose(1_024, 128);
        plan.epochs = context.choose(30, 2);
        plan.rate = 0.1;
        plan.iterations = context.choose(new int[] {1, 2, 3, 5, 10, 20, 40}, new int[] {1, 2, 5});
        plan.labels = context.choose(new int[] {100, 300, 1_000, 3_000, 10_000, 60_000}, new int[] {100, 1_000});
        plan.transferLabels = context.choose(new int[] {100, 300, 1_000}, new int[] {100});
        plan.draws = context.choose(5, 3);
        plan.published = !context.quick();
        plan.penaltiesOfAll.put(Input.RAW, 1e-3);
        plan.penaltiesOfAll.put(Input.TRAINED, 3e-5);
        plan.penaltiesOfAll.put(Input.SHUFFLED, 1e-3);
        plan.penaltiesOfAll.put(Input.UNTRAINED, 1e-3);
        return plan;
    }

    /** The digits that come with the library: 1,797 of 8 x 8 pixels. */
    static Plan shipped(StudyContext context) {
        Plan plan = new Plan(context);
        plan.hidden = context.choose(200, 50);
        plan.epochs = context.choose(30, 20);
        plan.rate = 0.05;
        plan.iterations = context.choose(new int[] {1, 2, 3, 5, 10, 20, 40}, new int[] {1, 12});
        plan.labels = context.choose(new int[] {100, 300, 1_000}, new int[] {100});
        plan.transferLabels = new int[] {100};
        plan.draws = context.choose(3, 1);
        // A minute on two cores is all that these digits are for.
        plan.classifierIterations = context.choose(60, 20);
        plan.penalties = context.choose(new double[] {1e-1, 1e-2, 1e-3}, new double[] {1e-3});
        return plan;
    }

    /** One partition: local steps spare jobs and change no byte. */
    RBM rbm(long seed) {
        return new RBM("rbm")
                .setNumHidden(hidden)
                .setMaxIter(epochs)
                .setMonitorEvery(Math.max(1, epochs))
                .setLikelihood("none")
                .setLearningRate(rate)
                .setCenteringRate(0)
                .setNumPartitions(1)
                .setLocalSteps(500)
                .setSeed(seed);
    }

    /** The machine's number of hidden units. */
    int hidden() {
        return hidden;
    }

    int epochs() {
        return epochs;
    }

    int[] iterations() {
        return iterations.clone();
    }

    int[] labels() {
        return labels.clone();
    }

    int[] transferLabels() {
        return transferLabels.clone();
    }

    /** How many draws of so many labels there are. */
    int draws(int count) {
        return published && count == JUDGED_LABELS ? 2 * draws : count <= MANY ? draws : Math.min(draws, FEWEST_DRAWS);
    }

    /** Whether a run with all labels differs from seed to seed enough to be repeated: with pixels, and with random weights near 0, it does not. */
    static boolean isRepeated(Input input) {
        return input == Input.TRAINED || input == Input.SHUFFLED;
    }

    /** Whether there are figures to hold it against: the full form on MNIST. */
    boolean isPublished() {
        return published;
    }

    double[] penalties() {
        return penalties.clone();
    }

    /** The penalty for all labels; empty where it is chosen in the run, or for fewer than all. */
    OptionalDouble penaltyOfAll(Input input, boolean all) {
        return all && penaltiesOfAll.containsKey(input)
                ? OptionalDouble.of(penaltiesOfAll.get(input))
                : OptionalDouble.empty();
    }

    /**
     * Whether the penalty is that of standardised columns. Features that were learnt vary alike and do better without (validation error of all labels 1.76 against
     * 1.82 %); pixels at the border hardly vary, and neither do some random features: without, their classifier was far from converged after 60 iterations.
     */
    boolean isStandardized(Input input) {
        return input != Input.TRAINED;
    }

    int classifierIterations() {
        return classifierIterations;
    }

    /** Records it, each setting under a name that begins with that. */
    void record(StudyContext context, String prefix) {
        context.setting(prefix + "numHidden", hidden);
        context.setting(prefix + "epochs", epochs);
        context.setting(prefix + "learningRate", rate);
        context.setting(prefix + "classifierIterations", classifierIterations);
        context.setting(prefix + "draws", draws);
    }
}
