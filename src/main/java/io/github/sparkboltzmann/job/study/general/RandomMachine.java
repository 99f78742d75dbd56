package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.Arrays;

/**
 * A machine of 8 to 14 units with random weights and a temperature: all graphs, spins and Bernoulli units, kT from 0.5 to 4.
 *
 * <p>Weights and biases are normal, of standard deviation {@code d kT^(3/4)}, d = 1 for Bernoulli units and 0.25 for spins: a sampler meets {@code d / kT^(1/4)}, so that
 * cold machines are more ordered than hot ones, and chains of all come to equilibrium in some tens of sweeps.
 */
final class RandomMachine {
    /** How many there are: each of ten kinds twice, a temperature each. */
    static final int COUNT = 20;

    private static final String[] GRAPHS = {"full", "visible only", "semi-restricted", "sparse graph", "lattice"};
    private static final double COLDEST = 0.5;
    private static final double HOTTEST = 4;
    private static final int FEWEST_UNITS = 8;

    final String name;
    final Machine machine;
    final Parameters parameters;
    final double temperature;

    private RandomMachine(String name, Machine machine, Parameters parameters, double temperature) {
        this.name = name;
        this.machine = machine;
        this.parameters = parameters;
        this.temperature = temperature;
    }

    /** Machine number 0 to {@link #COUNT} - 1 of a seed. */
    static RandomMachine of(int number, long seed) {
        String graph = GRAPHS[number % GRAPHS.length];
        boolean spins = number / GRAPHS.length % 2 == 1;
        UnitType type = spins ? UnitTypes.named("spin") : UnitTypes.BERNOULLI;
        int units = FEWEST_UNITS + number * 3 % 7;
        DrawKey key = DrawKey.of(seed, number, Purpose.INITIAL_WEIGHTS.number());
        Machine machine = machine(graph, type, units, key.rung(1));
        // 7 and 20 have no divisor in common: each temperature once, kinds mixed.
        double temperature = COLDEST * Math.pow(HOTTEST / COLDEST, number * 7 % COUNT / (COUNT - 1.0));
        Parameters parameters = Parameters.zero(machine);
        double deviation = (spins ? 0.25 : 1) * Math.pow(temperature, 0.75);
        NormalDraws.fill(parameters.values(), 0, 1, parameters.values().length, deviation, key);
        for (int c = 0; c < machine.couplings().size(); c++) {
            if (machine.coupling(c).isLateral() && !machine.coupling(c).isSparse()) {
                Block w = machine.weights(c);
                Parameters.mirrorUpperTriangle(parameters.values(), w.offset(), w.rows());
            }
        }
        String name = graph + ", " + units + (spins ? " spins" : " Bernoulli units");
        return new RandomMachine(name, machine, parameters, temperature);
    }

    private static Machine machine(String graph, UnitType type, int units, DrawKey key) {
        int hidden = units / 2 - 1;
        return switch (graph) {
            case "full" -> GeneralMachine.of(type, units - hidden, hidden, Connections.FULL);
            case "visible only" -> GeneralMachine.of(type, units, 0, Connections.FULL);
            case "semi-restricted" -> GeneralMachine.of(type, units - hidden, hidden, Connections.SEMI_RESTRICTED);
            case "sparse graph" -> GeneralMachine.ofGraph(type, units - hidden, hidden, sparseEdges(units, key));
            default -> lattice(type, units);
        };
    }

    /** A ring, and each other pair with probability 1/5. */
    private static int[] sparseEdges(int units, DrawKey key) {
        float[] u = new float[units * units];
        Kernels.elementwise().uniform(u, 1, u.length, key, 0);
        int[] edges = new int[u.length];
        int next = 0;
        for (int i = 0; i < units; i++) {
            for (int j = i + 1; j < units; j++) {
                boolean ring = j == i + 1 || i == 0 && j == units - 1;
                if (ring || u[i * units + j] < 0.2f) {
                    edges[next++] = i;
                    edges[next++] = j;
                }
            }
        }
        return Arrays.copyOf(edges, next);
    }

    private static Machine lattice(UnitType type, int units) {
        int rows = units % 3 == 0 ? 3 : 2;
        int[] edges = GeneralMachine.lattice(rows, units / rows);
        return GeneralMachine.ofGraph(type, rows * (units / rows), 0, edges);
    }

    /** This machine at another temperature. */
    RandomMachine at(double otherTemperature) {
        return new RandomMachine(name, machine, parameters, otherTemperature);
    }

    /** This machine without its largest coupling. */
    RandomMachine withoutLargestCoupling() {
        Parameters changed = parameters.copy();
        int largest = 0;
        for (int c = 0; c < machine.couplings().size(); c++) {
            Block w = machine.weights(c);
            for (int i = w.offset(); i < w.end(); i++) {
                boolean larger = Math.abs(changed.values()[i]) > Math.abs(changed.values()[largest]);
                largest = larger ? i : largest;
            }
        }
        float value = changed.values()[largest];
        // Of a dense lateral coupling both copies.
        for (int c = 0; c < machine.couplings().size(); c++) {
            Block w = machine.weights(c);
            for (int i = w.offset(); i < w.end(); i++) {
                changed.values()[i] = changed.values()[i] == value ? 0 : changed.values()[i];
            }
        }
        return new RandomMachine(name, machine, changed, temperature);
    }

    /** {@code w / kT}: the parameters of the machine that has this one's distribution at kT = 1. */
    Parameters scaled() {
        Parameters scaled = parameters.copy();
        for (int i = 0; i < scaled.values().length; i++) {
            scaled.values()[i] /= (float) temperature;
        }
        return scaled;
    }
}
