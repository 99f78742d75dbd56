package io.github.sparkboltzmann.sample;

import java.io.Serializable;
import java.util.Locale;

/**
 * What becomes of missing visible states, which are {@code NaN} in a block of rows; immutable.
 *
 * <pre>
 * sample   the unit is not clamped: data statistics are &lt;.&gt; over P(v_missing, h | v_observed), by Gibbs sweeps of the missing and hidden units
 * omit     the row trains the smaller machine without the unit: it adds 0 to hidden inputs and to the statistics of both phases
 * </pre>
 *
 * <p>Source of omit: Salakhutdinov, Mnih and Hinton, "Restricted Boltzmann machines for collaborative filtering", ICML 2007.
 */
public final class MissingValues implements Serializable {
    private static final long serialVersionUID = 1L;

    /** There are none: a row that has some is refused before it is packed. */
    public static final MissingValues REFUSED = new MissingValues(Treatment.ERROR, 0);

    /** The treatments. */
    public enum Treatment {
        ERROR,
        SAMPLE,
        OMIT;

        /** The name in files and settings: {@code error}, {@code sample}, {@code omit}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The treatment of that name. */
        public static Treatment named(String id) {
            for (Treatment treatment : values()) {
                if (treatment.id().equals(id)) {
                    return treatment;
                }
            }
            throw new IllegalArgumentException(
                    "There is no treatment of missing values '" + id + "'; there are 'error', 'sample' and 'omit'.");
        }
    }

    private final Treatment treatment;
    private final int sweeps;

    private MissingValues(Treatment treatment, int sweeps) {
        this.treatment = treatment;
        this.sweeps = sweeps;
    }

    /** @param sweeps clamped Gibbs sweeps of sample, 1 or more; not used otherwise */
    public static MissingValues of(Treatment treatment, int sweeps) {
        if (treatment == Treatment.SAMPLE && sweeps < 1) {
            throw new IllegalArgumentException("Missing values are sampled in 1 sweep or more, not " + sweeps + ".");
        }
        return new MissingValues(treatment, sweeps);
    }

    public Treatment treatment() {
        return treatment;
    }

    public int sweeps() {
        return sweeps;
    }

    /**
     * For model phases that belong to no row.
     *
     * @throws IllegalArgumentException for omit, by which each row has a machine of its own
     */
    public void requireOneMachine() {
        if (treatment == Treatment.OMIT) {
            throw new IllegalArgumentException(
                    "With missing omit each row trains a smaller machine of its own, which only modelPhase cd can start from; set modelPhase to cd, or missing to sample.");
        }
    }

    /** Whether rows may miss states. */
    public boolean areAllowed() {
        return treatment != Treatment.ERROR;
    }
}
