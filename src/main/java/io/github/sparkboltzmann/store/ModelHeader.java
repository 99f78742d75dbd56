package io.github.sparkboltzmann.store;

import io.github.sparkboltzmann.model.Machine;
import java.util.SortedMap;

/** What a model's folder says of it besides its parameters: of a few kilobytes, however large the model is. */
public final class ModelHeader {
    private final Machine machine;
    private final SortedMap<String, Object> settings;

    ModelHeader(Machine machine, SortedMap<String, Object> settings) {
        this.machine = machine;
        this.settings = settings;
    }

    public Machine machine() {
        return machine;
    }

    /** Settings that it was trained with, by name. */
    public SortedMap<String, Object> settings() {
        return settings;
    }
}
