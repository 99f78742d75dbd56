package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.model.Machine;
import java.util.Arrays;

/**
 * The order in which one sweep updates the layers that are not clamped, derived from the couplings.
 *
 * <p>Visible layers come before hidden ones, so that a sweep that starts from drawn hidden states gives a reconstruction and then the
 * hidden states it drives. Each layer is conditionally independent of those that it is not coupled to, so the order among them is
 * free. A layer with a lateral coupling is updated unit by unit in its turn.
 */
public final class SweepPlan {
    private final int[] order;

    private SweepPlan(int[] order) {
        this.order = order;
    }

    /**
     * A plan for a machine with some layers clamped.
     *
     * @param clamped for each layer whether its states stay
     */
    public static SweepPlan of(Machine machine, boolean[] clamped) {
        int[] order = new int[machine.layerCount()];
        int next = 0;
        for (boolean visible : new boolean[] {true, false}) {
            for (int layer : machine.layers(visible)) {
                if (clamped[layer]) {
                    continue;
                }
                order[next++] = layer;
            }
        }
        return new SweepPlan(Arrays.copyOf(order, next));
    }

    /** Every layer is free. */
    public static SweepPlan free(Machine machine) {
        return of(machine, new boolean[machine.layerCount()]);
    }

    /** Data clamps the visible layers. */
    public static SweepPlan visibleClamped(Machine machine) {
        boolean[] clamped = new boolean[machine.layerCount()];
        for (int layer : machine.layers(true)) {
            clamped[layer] = true;
        }
        return of(machine, clamped);
    }

    /** The layers' numbers in the order of their updates. */
    public int[] order() {
        return order.clone();
    }
}
