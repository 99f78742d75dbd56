package io.github.sparkboltzmann.gradient;

import java.util.Locale;

/** How the model statistics of an update are estimated. */
public enum ModelPhase {
    /** Contrastive divergence: sweeps that start from the data. */
    CD,

    /** Persistent contrastive divergence: chains that go on from update to update. */
    PCD,

    /** By enumeration of all states of the smaller side: tiny machines only. */
    EXACT;

    /** The name in files and settings: {@code cd}, {@code pcd}, {@code exact}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The phase of that name. */
    public static ModelPhase named(String id) {
        for (ModelPhase phase : values()) {
            if (phase.id().equals(id)) {
                return phase;
            }
        }
        throw new IllegalArgumentException("There is no model phase '" + id + "'; there are 'cd', 'pcd' and 'exact'.");
    }
}
