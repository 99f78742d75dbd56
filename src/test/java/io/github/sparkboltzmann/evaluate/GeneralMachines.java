package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.Enumeration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One tiny machine of every kind with one visible layer, binary and spin, and rows of all its visible states. */
final class GeneralMachines {
    private static final int[] EDGES = {0, 1, 1, 2, 2, 3, 3, 0, 4, 0, 4, 2, 5, 1, 5, 3};
    private static final int[] COUPLED_HIDDEN = {0, 1, 1, 2, 2, 3, 3, 0, 4, 0, 4, 2, 5, 1, 4, 5, 5, 6, 4, 6};

    private GeneralMachines() {}

    /** Hidden units are independent given the visible ones, or there are none. */
    static List<Machine> independentHidden() {
        List<Machine> machines = new ArrayList<>();
        for (UnitType type : types()) {
            machines.add(GeneralMachine.of(type, 5, 4, Connections.SEMI_RESTRICTED));
            machines.add(GeneralMachine.of(type, 6, 0, Connections.FULL));
            machines.add(GeneralMachine.of(type, 5, 3, Connections.RESTRICTED));
            machines.add(GeneralMachine.ofGraph(type, 4, 2, EDGES));
            machines.add(GeneralMachine.ofGraph(type, 6, 0, GeneralMachine.lattice(2, 3)));
        }
        return machines;
    }

    static List<Machine> coupledHidden() {
        List<Machine> machines = new ArrayList<>();
        machines.add(TinyMachines.general());
        for (UnitType type : types()) {
            machines.add(GeneralMachine.of(type, 5, 4, Connections.FULL));
            machines.add(GeneralMachine.ofGraph(type, 4, 3, COUPLED_HIDDEN));
        }
        return machines;
    }

    static List<Machine> all() {
        List<Machine> machines = new ArrayList<>(independentHidden());
        machines.addAll(coupledHidden());
        return machines;
    }

    private static List<UnitType> types() {
        return List.of(UnitTypes.BERNOULLI, UnitTypes.named("spin"));
    }

    /** A joint state of all zeros but for the visible units, at which hidden ones are summed over. */
    static double[][] joint(Machine machine, float[] rows, int row) {
        double[][] state = new double[machine.layerCount()][];
        for (int l = 0; l < state.length; l++) {
            state[l] = new double[machine.layer(l).size()];
            Arrays.fill(state[l], machine.layer(l).type().lowest());
        }
        for (int i = 0; i < state[0].length; i++) {
            state[0][i] = rows[row * state[0].length + i];
        }
        return state;
    }

    /** All visible states. */
    static float[] rows(Machine machine) {
        int units = machine.layer(0).size();
        UnitType type = machine.layer(0).type();
        float[] rows = new float[units << units];
        for (int n = 0; n < 1 << units; n++) {
            for (int i = 0; i < units; i++) {
                rows[n * units + i] = (float) ((n >> i & 1) == 1 ? type.highest() : type.lowest());
            }
        }
        return rows;
    }

    /** {@code <h | v>} of a row, from all joint states. */
    static double[] hiddenMeans(Machine machine, Enumeration all, double[][] row) {
        double[] means = new double[machine.layer(1).size()];
        double sum = 0;
        for (int n = 0; n < all.count(); n++) {
            double[][] state = all.state(n);
            if (Arrays.equals(state[0], row[0])) {
                sum += all.probability(n);
                for (int j = 0; j < means.length; j++) {
                    means[j] += all.probability(n) * state[1][j];
                }
            }
        }
        for (int j = 0; j < means.length; j++) {
            means[j] /= sum;
        }
        return means;
    }
}
