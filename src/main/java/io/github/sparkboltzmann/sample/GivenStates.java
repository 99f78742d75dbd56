package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import java.util.Arrays;

/**
 * The visible states of a batch of chains that are given and stay, {@code [rows, width]} row-major; {@code NaN} for units that are free.
 *
 * <p>A softmax is given whole or not at all, as is the total of a layer of counts.
 */
final class GivenStates {
    private final Machine machine;
    private final int[] layers;
    private final int width;
    private float[] given;
    private int rows;

    GivenStates(Machine machine) {
        this.machine = machine;
        this.layers = machine.layers(true);
        this.width = VisibleRows.width(machine);
    }

    /** Takes a batch's states; {@code null} for none. */
    void load(float[] newGiven, int newRows) {
        given = newGiven;
        rows = newRows;
    }

    /** Why the units cannot take a row's states, {@code NaN} for free ones if there may be some; {@code null} for nothing. */
    static String problem(Machine machine, float[] states, int at, boolean mayBeFree) {
        int from = at;
        for (int l : machine.layers(true)) {
            Layer layer = machine.layer(l);
            float[] own = Arrays.copyOfRange(states, from, from + layer.size());
            String problem = problem(layer, own, mayBeFree);
            if (problem != null) {
                return "layer '" + layer.name() + "': " + problem;
            }
            from += layer.size();
        }
        return null;
    }

    private static String problem(Layer layer, float[] own, boolean mayBeFree) {
        UnitType type = layer.type();
        int free = 0;
        for (int i = 0; i < own.length; i++) {
            if (Float.isInfinite(own[i]) || own[i] < type.lowest() || own[i] > type.highest()) {
                return "unit " + i + " is given as " + own[i] + ", but " + type.id() + " units take values from "
                        + type.lowest() + " to " + type.highest();
            }
            free += Float.isNaN(own[i]) ? 1 : 0;
        }
        if (free > 0 && !mayBeFree) {
            return free + " of its states are no numbers";
        }
        // A layer that is free as a whole is drawn as a whole, counts with their total included.
        return free == own.length ? null : type.problem(own);
    }

    /** For each of the machine's layers whether all its states are given, in all rows with a chain. */
    boolean[] wholeLayers(ChainName[] chains) {
        boolean[] whole = new boolean[machine.layerCount()];
        int first = 0;
        for (int layer : layers) {
            int units = machine.layer(layer).size();
            whole[layer] = given != null;
            for (int r = 0; r < rows && whole[layer]; r++) {
                for (int i = r * width + first; chains[r] != null && i < r * width + first + units; i++) {
                    whole[layer] &= given[i] == given[i];
                }
            }
            first += units;
        }
        return whole;
    }

    /** A visible layer's given states {@code [rows, units]}, {@code NaN} for free units; {@code null} where none is given. */
    float[] of(int layer) {
        if (given == null || !machine.layer(layer).isVisible()) {
            return null;
        }
        float[] own = new float[rows * machine.layer(layer).size()];
        Arrays.fill(own, Float.NaN);
        restore(layer, own);
        return own;
    }

    /** Puts the given states back into a visible layer's matrix of states or means; hidden layers have none. */
    void restore(int layer, float[] matrix) {
        if (given == null || !machine.layer(layer).isVisible()) {
            return;
        }
        int first = 0;
        for (int l = 0; l < layers.length && layers[l] < layer; l++) {
            first += machine.layer(layers[l]).size();
        }
        int units = machine.layer(layer).size();
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < units; i++) {
                float state = given[r * width + first + i];
                matrix[r * units + i] = state == state ? state : matrix[r * units + i];
            }
        }
    }
}
