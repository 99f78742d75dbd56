package io.github.sparkboltzmann;

import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.ArrayList;
import java.util.List;

/** Deep machines small enough to enumerate, of two and three hidden layers, binary, spin and mixed. */
public final class DeepMachines {
    private DeepMachines() {}

    public static List<Machine> all() {
        UnitType bits = UnitTypes.BERNOULLI;
        UnitType spins = UnitTypes.named("spin");
        List<Machine> machines = new ArrayList<>();
        for (UnitType visible : List.of(bits, spins)) {
            for (UnitType hidden : List.of(bits, spins)) {
                machines.add(DeepMachine.of(visible, 4, hidden, 3, 4));
                machines.add(DeepMachine.of(visible, 4, hidden, 3, 2, 3));
            }
        }
        machines.add(DeepMachine.of(bits, 3, bits, 5, 2));
        machines.add(skipping());
        return machines;
    }

    /** A higher layer that visible units touch, a lateral coupling in the lowest one, and visible units that are coupled. */
    public static Machine skipping() {
        return Machine.of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, 4),
                        Layer.hidden("low", UnitTypes.BERNOULLI, 3),
                        Layer.hidden("high", UnitTypes.BERNOULLI, 3)),
                List.of(
                        Coupling.between(0, 0),
                        Coupling.between(0, 1),
                        Coupling.between(0, 2),
                        Coupling.between(1, 1),
                        Coupling.between(1, 2)));
    }

    /** Two hidden layers that are not coupled to each other: independent given the visible units. */
    public static Machine twoSides() {
        return Machine.of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, 4),
                        Layer.hidden("left", UnitTypes.BERNOULLI, 3),
                        Layer.hidden("right", UnitTypes.BERNOULLI, 2)),
                List.of(Coupling.between(0, 1), Coupling.between(0, 2)));
    }

    /** A standard deviation of random parameters at which no unit is certain: a spin's weight counts more than a binary unit's. */
    public static double deviation(Machine machine) {
        return machine.layers().stream().anyMatch(layer -> layer.type().lowest() < 0) ? 0.35 : 0.7;
    }
}
