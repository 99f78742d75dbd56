package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.WakeSleepMachine;
import java.io.Serializable;

/** How data and model statistics are estimated; immutable. */
public final class GradientSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ModelPhase modelPhase;
    private final int sweeps;
    private final int finalSweeps;
    private final StatisticsForm form;
    private final int chains;
    private final int temperatures;
    private final int exchangeEvery;
    private final Objective objective;
    private final Equilibrium equilibrium;

    /**
     * @param sweeps k of CD-k and of persistent chains at the first update, 1 or more
     * @param finalSweeps k at the end of the run, not less
     * @param chains persistent chains over all partitions, 1 or more; not used without them
     * @param temperatures of parallel tempering, 2 or more; not used by others
     */
    public GradientSettings(
            ModelPhase modelPhase, int sweeps, int finalSweeps, StatisticsForm form, int chains, int temperatures) {
        this(
                modelPhase,
                sweeps,
                finalSweeps,
                form,
                chains,
                temperatures,
                1,
                Objective.GENERATIVE,
                Equilibrium.MEAN_FIELD);
    }

    private GradientSettings(
            ModelPhase modelPhase,
            int sweeps,
            int finalSweeps,
            StatisticsForm form,
            int chains,
            int temperatures,
            int exchangeEvery,
            Objective objective,
            Equilibrium equilibrium) {
        if (sweeps < 1 || finalSweeps < sweeps || chains < 1 || temperatures < 2) {
            throw new IllegalArgumentException(
                    "Sweeps and chains are 1 or more, sweeps do not fall, and temperatures are 2 or more; but there are "
                            + sweeps
                            + " to " + finalSweeps + " sweeps, " + chains + " chains and " + temperatures
                            + " temperatures.");
        }
        this.modelPhase = modelPhase;
        this.sweeps = sweeps;
        this.finalSweeps = finalSweeps;
        this.form = form;
        this.chains = chains;
        this.temperatures = temperatures;
        this.exchangeEvery = exchangeEvery;
        this.objective = objective;
        this.equilibrium = equilibrium;
    }

    /**
     * These settings with exchanges between rungs of trajectory tempering in some updates only.
     *
     * @param updates from one to the next, 1 or more
     */
    public GradientSettings exchangingEvery(int updates) {
        if (updates < 1) {
            throw new IllegalArgumentException("Exchanges come every 1 update or more, but every " + updates + ".");
        }
        return new GradientSettings(
                modelPhase, sweeps, finalSweeps, form, chains, temperatures, updates, objective, equilibrium);
    }

    /** These settings with another objective; a discriminative one has no model phase, and so no chains. */
    public GradientSettings aimedAt(Objective newObjective) {
        return new GradientSettings(
                newObjective.hasModelPhase() ? modelPhase : ModelPhase.NONE,
                sweeps,
                finalSweeps,
                form,
                chains,
                temperatures,
                exchangeEvery,
                newObjective,
                equilibrium);
    }

    /** These settings with another way of hidden units, and of chains that begin anew, to equilibrium. */
    public GradientSettings settledBy(Equilibrium newEquilibrium) {
        return new GradientSettings(
                modelPhase, sweeps, finalSweeps, form, chains, temperatures, exchangeEvery, objective, newEquilibrium);
    }

    /** CD-k. */
    public static GradientSettings contrastiveDivergence(int sweeps, StatisticsForm form) {
        return new GradientSettings(ModelPhase.CD, sweeps, sweeps, form, 1, 2);
    }

    /** The exact gradient. */
    public static GradientSettings exact() {
        return new GradientSettings(ModelPhase.EXACT, 1, 1, StatisticsForm.HIDDEN_PROBABILITIES, 1, 2);
    }

    /** PCD-k. */
    public static GradientSettings persistent(int sweeps, StatisticsForm form, int chains) {
        return new GradientSettings(ModelPhase.PCD, sweeps, sweeps, form, chains, 2);
    }

    public ModelPhase modelPhase() {
        return modelPhase;
    }

    public Objective objective() {
        return objective;
    }

    /** Sweeps of the model phase in an update: from the first number to the last in equal parts of the run. */
    public int sweepsAt(long step, long totalSteps) {
        long grown = totalSteps == 0 ? 0 : (finalSweeps - sweeps + 1L) * step / totalSteps;
        return (int) Math.min(finalSweeps, sweeps + grown);
    }

    public StatisticsForm form() {
        return form;
    }

    /** Persistent chains over all partitions; 0 for a model phase without them. */
    public int chains() {
        return modelPhase.hasChains() ? chains : 0;
    }

    /** Rungs below the chains when training begins. */
    public int firstRungs() {
        return switch (modelPhase) {
            case PT -> temperatures - 1;
            case PTT -> 1;
            default -> 0;
        };
    }

    /**
     * Whether chains with such a ladder can go on under these settings.
     *
     * @param rungs below the chains
     * @param frozen machines that those belong to
     */
    public boolean hasLadderOf(int rungs, int frozen) {
        return switch (modelPhase) {
            case PT -> rungs == temperatures - 1 && frozen == 1;
            case PTT -> rungs >= 1 && rungs == frozen;
            default -> rungs == 0 && frozen == 0;
        };
    }

    /**
     * How many of an update's rows a partition's model phase stands for, so that over all partitions it is all of them.
     *
     * @param updateRows rows of the update over all partitions, or the sum of their weights
     * @param ownChains the partition's chains
     */
    public double modelRows(double updateRows, int partition, int ownChains) {
        return switch (modelPhase) {
            case CD, NONE, PSEUDO -> 0;
            case EXACT -> partition == 0 ? updateRows : 0;
            default -> updateRows * ownChains / chains;
        };
    }

    /** A new estimator. */
    public GradientEstimator estimator(Machine machine, Elementwise kernels, BatchProducts products) {
        GradientEstimator estimator = ofModelPhase(machine, kernels, products);
        estimator.aimAt(objective);
        estimator.settleBy(equilibrium);
        return estimator;
    }

    private GradientEstimator annealed(Machine machine, Elementwise kernels, BatchProducts products) {
        if (equilibrium.schedule().length() == 0) {
            throw new IllegalArgumentException(
                    "The model phase annealed starts from noise in each update and needs a schedule to"
                            + " cool by: set annealing of a BoltzmannMachine, as 2@2, 2@1.5, 4@1.");
        }
        return new AnnealedChains(machine, form, equilibrium.schedule(), kernels, products);
    }

    private GradientEstimator ofStack(Machine stack, Elementwise kernels, BatchProducts products) {
        return switch (modelPhase) {
            case CD -> new StackDivergence(stack, form, kernels, products);
            case PCD, FPCD -> new StackChains(stack, form, kernels, products);
            default ->
                throw new IllegalArgumentException(
                        "A stack that is trained jointly has no joint energy, which the model phase " + modelPhase.id()
                                + " needs; use cd, pcd or fpcd.");
        };
    }

    private GradientEstimator ofWakeSleep(Machine machine, Elementwise kernels, BatchProducts products) {
        if (modelPhase != ModelPhase.CD) {
            throw new IllegalArgumentException(
                    "Wake-sleep starts its sweeps of the top step from the recognised rows, but the model phase is "
                            + modelPhase.id() + "; use cd.");
        }
        return new WakeSleep(machine, form, kernels, products);
    }

    private GradientEstimator ofModelPhase(Machine machine, Elementwise kernels, BatchProducts products) {
        if (StackMachine.isStack(machine)) {
            return ofStack(machine, kernels, products);
        }
        if (WakeSleepMachine.isWakeSleep(machine)) {
            return ofWakeSleep(machine, kernels, products);
        }
        if (modelPhase.hasLadder() && !machine.hasIndependentHidden()) {
            throw new IllegalArgumentException(
                    "The model phase " + modelPhase.id()
                            + " exchanges chains by free energies, which hidden units that are coupled to each other do not have; use pcd.");
        }
        return switch (modelPhase) {
            case NONE -> new DataPhaseAlone(machine, form, kernels, products);
            case CD -> new ContrastiveDivergence(machine, form, kernels, products);
            case PCD, FPCD -> new PersistentChains(machine, form, kernels, products);
            case PT -> new ParallelTempering(machine, form, kernels, products);
            case PTT -> new TrajectoryTempering(machine, form, exchangeEvery, kernels, products);
            case ANNEALED -> annealed(machine, kernels, products);
            case PSEUDO -> new PseudoLikelihoodGradient(machine, kernels, products);
            case EXACT -> new ExactModel(machine, kernels, products);
        };
    }
}
