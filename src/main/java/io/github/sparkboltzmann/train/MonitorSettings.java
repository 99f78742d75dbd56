package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.evaluate.PseudoLikelihood;
import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.ExactPartition;
import java.io.Serializable;
import java.util.Locale;

/** What is measured while training goes on, and what follows from it; immutable. */
public final class MonitorSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Which likelihood is measured; in nats a row. */
    public enum Likelihood {
        /**
         * That of the labels where there are label units; else exact where the smaller side, or all units that depend on each other, are at most
         * {@link MonitorSettings#EXACT_UNITS} units; or the pseudo-likelihood where there is one; or none.
         */
        AUTO,
        /** The exact log-likelihood, by enumeration of the smaller side. */
        EXACT,
        /** {@code log P(label | features)}, exact, of a machine with label units. */
        LABELS,
        /** The pseudo-log-likelihood: one unit of each row against all others of it, times the units. */
        PSEUDO,
        NONE;

        /** The name in files and settings. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The measure of that name. */
        public static Likelihood named(String id) {
            return MonitorSettings.named(Likelihood.class, id, "likelihood measure");
        }
    }

    /** What to do when the likelihood falls steadily, or a number is not finite. */
    public enum OnDivergence {
        STOP,
        WARN,
        /** Back to the best measured state, with half the learning rate, up to {@link #MOST_HALVINGS} times; then as {@code STOP}. */
        HALVE;

        /** After so many the rate is a 32nd of what it was, and something else is wrong. */
        public static final int MOST_HALVINGS = 5;

        /** The name in files and settings. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The reaction of that name. */
        public static OnDivergence named(String id) {
            return MonitorSettings.named(OnDivergence.class, id, "reaction to divergence");
        }
    }

    /** When training ends before its last epoch. */
    public enum EarlyStopping {
        NONE,
        /** When the free energy of validation rows exceeds that of training rows by more than the tolerance. */
        FREE_ENERGY_GAP,
        /** When the likelihood of the validation rows has not grown by more than the tolerance. */
        LIKELIHOOD;

        /** The name in files and settings. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The rule of that name. */
        public static EarlyStopping named(String id) {
            return MonitorSettings.named(EarlyStopping.class, id, "early stopping");
        }
    }

    /**
     * The measure for a machine: {@code AUTO} is resolved.
     *
     * @throws IllegalArgumentException if training is to stop by a likelihood, and the machine has none that is cheap
     */
    public Likelihood likelihoodFor(Machine machine) {
        if (!JointEnergy.isOf(machine)) {
            return withoutEnergy();
        }
        boolean labels = machine.labelLayer() >= 0;
        if (likelihood == Likelihood.LABELS && !labels) {
            throw new IllegalArgumentException(
                    "A likelihood of labels needs a machine with label units; set likelihood to auto, exact, pseudo or none.");
        }
        if (likelihood == Likelihood.PSEUDO && !PseudoLikelihood.isPossible(machine)) {
            throw new IllegalArgumentException(
                    "A pseudo-likelihood needs one visible and at most one hidden layer of bernoulli or spin units, hidden units"
                            + " not coupled to each other; set likelihood to auto, exact or none.");
        }
        boolean enumerated = ExactPartition.isPossible(machine, Integer.MAX_VALUE);
        if (likelihood == Likelihood.EXACT && enumerated && !RowMeasurer.hasExactFreeEnergy(machine)) {
            throw new IllegalArgumentException(
                    "An exact likelihood needs free energies that are exact, but those of this machine's rows are bounds by mean field, since too many of its"
                            + " hidden units depend on each other; set likelihood to auto or none.");
        }
        if (likelihood != Likelihood.AUTO) {
            return likelihood;
        }
        if (labels) {
            return Likelihood.LABELS;
        }
        if (ExactPartition.isPossible(machine, EXACT_UNITS) && RowMeasurer.hasExactFreeEnergy(machine)) {
            return Likelihood.EXACT;
        }
        if (PseudoLikelihood.isPossible(machine)) {
            return Likelihood.PSEUDO;
        }
        if (earlyStopping == EarlyStopping.LIKELIHOOD) {
            throw new IllegalArgumentException(
                    "Early stopping by likelihood needs a likelihood that is measured, and this machine has none that is cheap;"
                            + " set earlyStopping to free-energy-gap or none, or likelihood to exact.");
        }
        return Likelihood.NONE;
    }

    /** Several machines of one training have no likelihood that is cheap, and no free energy. */
    private Likelihood withoutEnergy() {
        boolean auto = likelihood == Likelihood.AUTO || likelihood == Likelihood.NONE;
        if (!auto || earlyStopping != EarlyStopping.NONE) {
            throw new IllegalArgumentException(
                    "A stack that is trained jointly has neither likelihood nor free energy to be watched, but likelihood is "
                            + likelihood.id() + " and earlyStopping " + earlyStopping.id()
                            + "; set them to auto or none, and to none.");
        }
        return Likelihood.NONE;
    }

    /** The most units on the smaller side for which {@code AUTO} enumerates them. */
    public static final int EXACT_UNITS = 12;

    private final int every;
    private final Likelihood likelihood;
    private final OnDivergence onDivergence;
    private final EarlyStopping earlyStopping;
    private final int patience;
    private final double tolerance;

    /**
     * @param every epochs from one measurement to the next, 1 or more
     * @param patience measurements in a row that early stopping waits for, 1 or more
     * @param tolerance of early stopping, in nats a row, 0 or more
     */
    public MonitorSettings(
            int every,
            Likelihood likelihood,
            OnDivergence onDivergence,
            EarlyStopping earlyStopping,
            int patience,
            double tolerance) {
        if (every < 1 || patience < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "Epochs between measurements and patience are 1 or more and the tolerance is"
                            + " 0 or more, but they are " + every + ", " + patience + " and " + tolerance + ".");
        }
        if (earlyStopping == EarlyStopping.LIKELIHOOD && likelihood == Likelihood.NONE) {
            throw new IllegalArgumentException("Early stopping by likelihood needs a likelihood that is measured.");
        }
        this.every = every;
        this.likelihood = likelihood;
        this.onDivergence = onDivergence;
        this.earlyStopping = earlyStopping;
        this.patience = patience;
        this.tolerance = tolerance;
    }

    /** After each epoch, without a likelihood, until the last epoch. */
    public static MonitorSettings plain() {
        return new MonitorSettings(1, Likelihood.NONE, OnDivergence.STOP, EarlyStopping.NONE, 1, 0);
    }

    private static <E extends Enum<E>> E named(Class<E> type, String id, String what) {
        StringBuilder names = new StringBuilder();
        for (E value : type.getEnumConstants()) {
            String name = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(id)) {
                return value;
            }
            names.append(names.length() == 0 ? "'" : ", '").append(name).append('\'');
        }
        throw new IllegalArgumentException("There is no " + what + " '" + id + "'; there are " + names + ".");
    }

    public int every() {
        return every;
    }

    public Likelihood likelihood() {
        return likelihood;
    }

    public OnDivergence onDivergence() {
        return onDivergence;
    }

    public EarlyStopping earlyStopping() {
        return earlyStopping;
    }

    public int patience() {
        return patience;
    }

    public double tolerance() {
        return tolerance;
    }
}
