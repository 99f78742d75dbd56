package io.github.sparkboltzmann;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.List;
import java.util.Random;

/** Machines small enough to enumerate, with random parameters. */
public final class TinyMachines {
    private TinyMachines() {}

    /** {@code visible - hidden}. */
    public static Machine restricted() {
        return Machine.restricted(4, 3);
    }

    /** Two visible layers and a hidden one. */
    public static Machine twoVisibleLayers() {
        return Machine.of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, 3),
                        Layer.visible("label", UnitTypes.BERNOULLI, 2),
                        Layer.hidden("hidden", UnitTypes.BERNOULLI, 3)),
                List.of(Coupling.between(0, 2), Coupling.between(1, 2)));
    }

    /** Visible, hidden, hidden: neighbours are coupled. */
    public static Machine deep() {
        return Machine.of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, 3),
                        Layer.hidden("first", UnitTypes.BERNOULLI, 3),
                        Layer.hidden("second", UnitTypes.BERNOULLI, 2)),
                List.of(Coupling.between(0, 1), Coupling.between(1, 2)));
    }

    /** Everything is coupled, inside layers too. */
    public static Machine general() {
        return Machine.of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, 4),
                        Layer.hidden("hidden", UnitTypes.BERNOULLI, 3)),
                List.of(Coupling.between(0, 0), Coupling.between(0, 1), Coupling.between(1, 1)));
    }

    /** Normal parameters of that standard deviation; lateral matrices symmetric with a zero diagonal. */
    public static Parameters random(Machine machine, double deviation, long seed) {
        Random random = new Random(seed);
        Parameters parameters = Parameters.zero(machine);
        float[] values = parameters.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        for (int c = 0; c < machine.couplings().size(); c++) {
            if (machine.coupling(c).isLateral() && !machine.coupling(c).isSparse()) {
                Block w = machine.weights(c);
                Parameters.mirrorUpperTriangle(values, w.offset(), w.rows());
            }
        }
        return parameters;
    }
}
