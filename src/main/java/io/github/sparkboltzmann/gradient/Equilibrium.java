package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.sample.TemperatureSchedule;
import java.io.Serializable;
import java.util.Locale;

/**
 * How hidden units that depend on each other come to equilibrium with clamped data, and free chains from noise; immutable.
 *
 * <pre>
 * gibbs        h ~ noise;  sweeps of the schedule at its temperatures, then S sweeps at T = 1, whose statistics are averaged
 * mean-field   h = 1/2;    S times, unit by unit:  m_i = P(s_i = 1 | m_others);   statistics are products of means
 * </pre>
 *
 * <p>Hidden units that are independent given the data need none of it: they are at equilibrium at once.
 *
 * <p>Sources: Ackley, Hinton and Sejnowski, 1985, section 4; Peterson and Anderson, "A mean field theory learning algorithm for neural networks", Complex Systems
 * 1, 1987, used in the data phase alone as by Salakhutdinov and Hinton, "Deep Boltzmann machines", AISTATS 2009.
 */
public final class Equilibrium implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What hidden states of the data phase are. */
    public enum DataPhaseKind {
        GIBBS,
        MEAN_FIELD;

        /** The name in files and settings: {@code gibbs}, {@code mean-field}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind of that name. */
        public static DataPhaseKind named(String id) {
            for (DataPhaseKind kind : values()) {
                if (kind.id().equals(id)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "There is no data phase '" + id + "'; there are 'gibbs' and 'mean-field'.");
        }
    }

    /** 10 sweeps of mean field. */
    public static final Equilibrium MEAN_FIELD =
            new Equilibrium(DataPhaseKind.MEAN_FIELD, 10, TemperatureSchedule.NONE);

    private final DataPhaseKind kind;
    private final int sweeps;
    private final TemperatureSchedule schedule;

    private Equilibrium(DataPhaseKind kind, int sweeps, TemperatureSchedule schedule) {
        this.kind = kind;
        this.sweeps = sweeps;
        this.schedule = schedule;
    }

    /**
     * @param sweeps that count, 1 or more
     * @param schedule before them; of gibbs, and of the model phase {@link ModelPhase#ANNEALED}
     */
    public static Equilibrium of(DataPhaseKind kind, int sweeps, TemperatureSchedule schedule) {
        if (sweeps < 1) {
            throw new IllegalArgumentException("A data phase has 1 sweep or more, but is to have " + sweeps + ".");
        }
        return new Equilibrium(kind, sweeps, schedule);
    }

    /** Whether hidden states are drawn. */
    boolean isSampled() {
        return kind == DataPhaseKind.GIBBS;
    }

    int sweeps() {
        return sweeps;
    }

    TemperatureSchedule schedule() {
        return schedule;
    }
}
