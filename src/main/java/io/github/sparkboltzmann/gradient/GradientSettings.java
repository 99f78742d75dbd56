package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import java.io.Serializable;

/** How data and model statistics are estimated; immutable. */
public final class GradientSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ModelPhase modelPhase;
    private final int sweeps;
    private final StatisticsForm form;
    private final int chains;

    /**
     * @param sweeps k of CD-k and PCD-k, 1 or more
     * @param chains persistent chains over all partitions, 1 or more; not used without them
     */
    public GradientSettings(ModelPhase modelPhase, int sweeps, StatisticsForm form, int chains) {
        if (sweeps < 1 || chains < 1) {
            throw new IllegalArgumentException(
                    "Sweeps and chains are 1 or more, but are " + sweeps + " and " + chains + ".");
        }
        this.modelPhase = modelPhase;
        this.sweeps = sweeps;
        this.form = form;
        this.chains = chains;
    }

    /** CD-k. */
    public static GradientSettings contrastiveDivergence(int sweeps, StatisticsForm form) {
        return new GradientSettings(ModelPhase.CD, sweeps, form, 1);
    }

    /** The exact gradient. */
    public static GradientSettings exact() {
        return new GradientSettings(ModelPhase.EXACT, 1, StatisticsForm.HIDDEN_PROBABILITIES, 1);
    }

    /** PCD-k. */
    public static GradientSettings persistent(int sweeps, StatisticsForm form, int chains) {
        return new GradientSettings(ModelPhase.PCD, sweeps, form, chains);
    }

    public ModelPhase modelPhase() {
        return modelPhase;
    }

    public int sweeps() {
        return sweeps;
    }

    public StatisticsForm form() {
        return form;
    }

    /** Persistent chains over all partitions; 0 for a model phase without them. */
    public int chains() {
        return modelPhase == ModelPhase.PCD ? chains : 0;
    }

    /**
     * How many of an update's rows a partition's model phase stands for, so that over all partitions it is all of them.
     *
     * @param updateRows rows of the update over all partitions, or the sum of their weights
     * @param ownChains the partition's chains
     */
    public double modelRows(double updateRows, int partition, int ownChains) {
        return switch (modelPhase) {
            case CD -> 0;
            case PCD -> updateRows * ownChains / chains;
            case EXACT -> partition == 0 ? updateRows : 0;
        };
    }

    /** A new estimator. */
    public GradientEstimator estimator(Machine machine, Elementwise kernels, BatchProducts products) {
        return switch (modelPhase) {
            case CD -> new ContrastiveDivergence(machine, sweeps, form, kernels, products);
            case PCD -> new PersistentChains(machine, sweeps, form, kernels, products);
            case EXACT -> new ExactModel(machine, kernels, products);
        };
    }
}
