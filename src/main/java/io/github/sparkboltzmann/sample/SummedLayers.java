package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.model.Machine;
import java.util.Arrays;

/**
 * Layers without any coupling inside them or between them: given all others their units are independent, and are summed out one by one.
 *
 * <pre>
 * sum over all of them of exp(-E) = exp(-E of the others) prod_j (e^{low z_j} + e^{high z_j})            z_j: total input from the others
 * </pre>
 *
 * <p>Of a deep machine v - h1 - h2 these are v and h2, or h1 alone, whichever has more units.
 */
public final class SummedLayers {
    private SummedLayers() {}

    /** For each layer whether it is one of them: those that have the most units together. */
    public static boolean[] of(Machine machine) {
        boolean[] all = new boolean[machine.layerCount()];
        Arrays.fill(all, true);
        return of(machine, all);
    }

    /**
     * The same among some layers: a search through their sets, of which the first of the most units is taken; {@code O(1.7^layers)} for layers in a row.
     *
     * @param candidates for each layer whether it may be summed out
     */
    public static boolean[] of(Machine machine, boolean[] candidates) {
        boolean[] best = new boolean[candidates.length];
        search(machine, candidates, 0, new boolean[candidates.length], best);
        return best;
    }

    private static void search(Machine machine, boolean[] candidates, int layer, boolean[] chosen, boolean[] best) {
        if (layer == candidates.length) {
            if (units(machine, chosen) > units(machine, best)) {
                System.arraycopy(chosen, 0, best, 0, best.length);
            }
            return;
        }
        boolean free = candidates[layer] && machine.lateral(layer) < 0;
        for (int l = 0; l < layer; l++) {
            free &= !(chosen[l] && machine.coupled(l, layer));
        }
        if (free) {
            chosen[layer] = true;
            search(machine, candidates, layer + 1, chosen, best);
            chosen[layer] = false;
        }
        search(machine, candidates, layer + 1, chosen, best);
    }

    /** Units of these layers together. */
    public static int units(Machine machine, boolean[] layers) {
        int units = 0;
        for (int l = 0; l < layers.length; l++) {
            units += layers[l] ? machine.layer(l).size() : 0;
        }
        return units;
    }
}
