package io.github.sparkboltzmann.store;

import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.train.NamedArrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a model folder holds: the machine, its parameters, how inputs are scaled, what it was trained with and on, and maybe what training goes on from. */
public final class StoredModel {
    private final Machine machine;
    private final Parameters parameters;
    private final InputScaling scaling;
    private final SortedMap<String, Object> settings;
    private final SortedMap<String, Object> data;
    private final NamedArrays learner;

    /**
     * @param settings name to number, text or boolean: the resolved settings of training
     * @param data name to number or text: what it was trained on
     */
    public StoredModel(
            Machine machine,
            Parameters parameters,
            InputScaling scaling,
            SortedMap<String, Object> settings,
            SortedMap<String, Object> data) {
        this(machine, parameters, scaling, settings, data, null);
    }

    private StoredModel(
            Machine machine,
            Parameters parameters,
            InputScaling scaling,
            SortedMap<String, Object> settings,
            SortedMap<String, Object> data,
            NamedArrays learner) {
        this.machine = machine;
        this.parameters = parameters;
        this.scaling = scaling;
        this.settings = new TreeMap<>(settings);
        this.data = new TreeMap<>(data);
        this.learner = learner;
    }

    /** This model with what training goes on from, besides the parameters. */
    public StoredModel withLearner(NamedArrays arrays) {
        return new StoredModel(machine, parameters, scaling, settings, data, arrays);
    }

    /** What training goes on from, besides the parameters; {@code null} where it was not kept. */
    public NamedArrays learner() {
        return learner;
    }

    public Machine machine() {
        return machine;
    }

    public Parameters parameters() {
        return parameters;
    }

    public InputScaling scaling() {
        return scaling;
    }

    public SortedMap<String, Object> settings() {
        return settings;
    }

    public SortedMap<String, Object> data() {
        return data;
    }
}
