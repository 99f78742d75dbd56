package io.github.sparkboltzmann.gradient;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the model statistics of an update are estimated. */
public enum ModelPhase {
    /** Contrastive divergence: sweeps that start from the data. */
    CD,

    /** Persistent contrastive divergence: chains that go on from update to update. */
    PCD,

    /** Persistent chains of a machine with fast weights, which push them away from where they have been. */
    FPCD,

    /** Parallel tempering: persistent chains at several temperatures, which exchange states. */
    PT,

    /** Parallel trajectory tempering: persistent chains that exchange states with reservoirs of the machine's own past. */
    PTT,

    /** Chains that begin with noise and are cooled in each update. */
    ANNEALED,

    /** None: the gradient of the pseudo-likelihood, of machines without hidden units. */
    PSEUDO,

    /** By enumeration of all states of the smaller side: tiny machines only. */
    EXACT,

    /** No model statistics: of the discriminative objective, which has none. */
    NONE;

    /** The name in files and settings: in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether chains go on from update to update, or begin anew in each. */
    public boolean hasChains() {
        return this != CD && this != EXACT && this != NONE && this != PSEUDO;
    }

    /** Whether chains exchange states with those of other rungs. */
    public boolean hasLadder() {
        return this == PT || this == PTT;
    }

    /** The names of all phases that can be chosen: none follows from the objective. */
    public static String[] ids() {
        return Arrays.stream(values())
                .filter(phase -> phase != NONE)
                .map(ModelPhase::id)
                .toArray(String[]::new);
    }

    /** The phase of that name. */
    public static ModelPhase named(String id) {
        for (ModelPhase phase : values()) {
            if (phase.id().equals(id)) {
                return phase;
            }
        }
        throw new IllegalArgumentException("There is no model phase '" + id + "'; there are "
                + Arrays.stream(ids()).map(name -> "'" + name + "'").collect(Collectors.joining(", ")) + ".");
    }
}
