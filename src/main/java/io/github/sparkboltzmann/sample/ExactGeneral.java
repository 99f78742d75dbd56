package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import java.util.Arrays;

/**
 * Exact partition function and expectations of a machine of two-state units and any couplings, by enumeration; layers that are independent given the others are
 * summed out ({@link SummedLayers}), so that of a deep machine 784-6-500 the states of 6 units are enumerated.
 *
 * <pre>
 * Z = sum_e exp(-E(e)) prod_j (e^{low z_j(e)} + e^{high z_j(e)})            e: the enumerated units; j: the others, of total input z_j
 * </pre>
 *
 * <p>Between neighbouring states one unit changes (Gray code): {@code O(2^n (n + m))} for n enumerated units and m others, and for expectations
 * {@code O(2^n couplings)}, in double.
 */
public final class ExactGeneral implements ExactPartition {
    /** The most units that are enumerated. */
    public static final int MOST_UNITS = 22;

    private final Machine machine;
    private final int[] first;
    private final int units;
    private final Places joint;

    /** @throws IllegalArgumentException for more than {@value #MOST_UNITS} units that have to be enumerated, and for others than two-state units */
    public ExactGeneral(Machine machine) {
        JointEnergy.require(machine);
        if (!isPossible(machine, MOST_UNITS)) {
            throw new IllegalArgumentException(
                    "A general machine is enumerated if it has two-state units, of which " + MOST_UNITS
                            + " or fewer are left when layers that are independent given the others are summed out;"
                            + " measure no exact likelihood of this one.");
        }
        this.machine = machine;
        this.first = new int[machine.layerCount()];
        int next = 0;
        for (int l = 0; l < first.length; l++) {
            first[l] = next;
            next += machine.layer(l).size();
        }
        this.units = next;
        this.joint = new Places(SummedLayers.of(machine));
    }

    /** The order of units in which the enumerated ones come first. */
    private final class Places {
        private final int enumerated;
        private final int[] place = new int[units];
        private final double[] low = new double[units];
        private final double[] high = new double[units];

        Places(boolean[] summed) {
            enumerated = units - SummedLayers.units(machine, summed);
            int enumeratedPlace = 0;
            int summedPlace = enumerated;
            for (int l = 0; l < first.length; l++) {
                UnitType type = machine.layer(l).type();
                for (int i = first[l]; i < first[l] + machine.layer(l).size(); i++) {
                    place[i] = summed[l] ? summedPlace++ : enumeratedPlace++;
                    low[place[i]] = type.lowest();
                    high[place[i]] = type.highest();
                }
            }
        }
    }

    private static int enumeratedUnits(Machine machine) {
        boolean[] summed = SummedLayers.of(machine);
        for (int l = 0; l < summed.length; l++) {
            summed[l] = !summed[l];
        }
        return SummedLayers.units(machine, summed);
    }

    /** Whether a machine is other than restricted, or some pairs have no weight. */
    static boolean isNeeded(Machine machine) {
        return !machine.isRestricted() || machine.couplings().stream().anyMatch(Coupling::isSparse);
    }

    /** Whether all units have two states, and at most so many have to be enumerated. */
    static boolean isPossible(Machine machine, int mostUnits) {
        return JointEnergy.isOf(machine)
                && machine.layers().stream().allMatch(layer -> layer.type().hasTwoStates())
                && enumeratedUnits(machine) <= Math.min(mostUnits, MOST_UNITS);
    }

    @Override
    public double logPartitionFunction(float[] parameters, double inverseTemperature) {
        return Numerics.logSumExp(new Walk(joint, parameters, inverseTemperature).logWeights());
    }

    @Override
    public double expectations(float[] parameters, double inverseTemperature, double[] out) {
        Walk walk = new Walk(joint, parameters, inverseTemperature);
        double[] logWeights = walk.logWeights();
        double logZ = Numerics.logSumExp(logWeights);
        double[] mean = new double[units];
        double[] pair = new double[units * units];
        walk.restart();
        for (int n = 0; n < logWeights.length; n++) {
            walk.step(n);
            walk.add(Math.exp(logWeights[n] - logZ), mean, pair);
        }
        Arrays.fill(out, 0);
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            Block w = machine.weights(c);
            int p = first[coupling.first()];
            int q = first[coupling.second()];
            int columns = machine.layer(coupling.second()).size();
            coupling.forEachPair(columns, w.length(), (index, i, j) -> {
                int a = Math.min(joint.place[p + i], joint.place[q + j]);
                int b = Math.max(joint.place[p + i], joint.place[q + j]);
                out[w.offset() + index] = pair[a * units + b];
            });
        }
        for (int l = 0; l < first.length; l++) {
            Block b = machine.biases(l);
            for (int i = 0; i < b.length(); i++) {
                out[b.offset() + i] = mean[joint.place[first[l] + i]];
            }
        }
        return logZ;
    }

    /** {@code log sum_h exp(-E(v, h))}, minus the free energy, of a row of visible states (the visible layers one after the other), at T = 1. */
    public double minusFreeEnergy(float[] parameters, float[] visible, int at) {
        boolean[] hidden = new boolean[machine.layerCount()];
        for (int l : machine.layers(false)) {
            hidden[l] = true;
        }
        Places given = new Places(SummedLayers.of(machine, hidden));
        Walk walk = new Walk(given, parameters, 1);
        boolean[] fixed = new boolean[units];
        int next = at;
        for (int l : machine.layers(true)) {
            for (int i = first[l]; i < first[l] + machine.layer(l).size(); i++) {
                fixed[given.place[i]] = true;
                if (visible[next++] == given.high[given.place[i]]) {
                    walk.flip(given.place[i]);
                }
            }
        }
        return Numerics.logSumExp(walk.logWeights(fixed));
    }

    /** A walk through the states in the order of a Gray code. */
    private final class Walk {
        private final double[] weights = new double[units * units];
        private final double[] bias = new double[units];
        private final double[] input = new double[units];
        private final boolean[] on = new boolean[units];
        private final int enumerated;
        private final double[] low;
        private final double[] high;
        private double logWeight;

        Walk(Places places, float[] parameters, double inverseTemperature) {
            enumerated = places.enumerated;
            low = places.low;
            high = places.high;
            int[] place = places.place;
            for (int c = 0; c < machine.couplings().size(); c++) {
                Coupling coupling = machine.coupling(c);
                Block w = machine.weights(c);
                int p = first[coupling.first()];
                int q = first[coupling.second()];
                int columns = machine.layer(coupling.second()).size();
                coupling.forEachPair(columns, w.length(), (index, i, j) -> {
                    double value = inverseTemperature * parameters[w.offset() + index];
                    weights[place[p + i] * units + place[q + j]] = value;
                    weights[place[q + j] * units + place[p + i]] = value;
                });
            }
            for (int l = 0; l < first.length; l++) {
                Block b = machine.biases(l);
                for (int i = 0; i < b.length(); i++) {
                    bias[place[first[l] + i]] = inverseTemperature * parameters[b.offset() + i];
                }
            }
            restart();
        }

        /** All enumerated units at their lowest state. */
        void restart() {
            System.arraycopy(bias, 0, input, 0, units);
            Arrays.fill(on, false);
            logWeight = 0;
            for (int i = 0; i < enumerated; i++) {
                // From 0 to the lowest state, one unit after the other.
                move(i, low[i]);
            }
        }

        private void move(int unit, double change) {
            logWeight += change * input[unit];
            for (int k = 0; change != 0 && k < units; k++) {
                input[k] += change * weights[unit * units + k];
            }
        }

        void flip(int unit) {
            move(unit, on[unit] ? low[unit] - high[unit] : high[unit] - low[unit]);
            on[unit] = !on[unit];
        }

        /** Goes to state number {@code n} from the one before; number 0 is where a walk starts. */
        void step(int n) {
            if (n > 0) {
                flip(Integer.numberOfTrailingZeros(n));
            }
        }

        double[] logWeights() {
            return logWeights(new boolean[units]);
        }

        /** Of all states of the enumerated units that are not fixed, from where the walk is. */
        double[] logWeights(boolean[] fixed) {
            int[] free = java.util.stream.IntStream.range(0, enumerated)
                    .filter(i -> !fixed[i])
                    .toArray();
            double[] all = new double[1 << free.length];
            for (int n = 0; n < all.length; n++) {
                if (n > 0) {
                    flip(free[Integer.numberOfTrailingZeros(n)]);
                }
                double sum = logWeight;
                for (int j = enumerated; j < units; j++) {
                    sum += high[j] * input[j] + Numerics.softplus((low[j] - high[j]) * input[j]);
                }
                all[n] = sum;
            }
            return all;
        }

        /** Adds this state's expectations, {@code p} times; pairs of places in order. */
        void add(double p, double[] mean, double[] pair) {
            double[] s = new double[units];
            for (int i = 0; i < units; i++) {
                s[i] = i < enumerated
                        ? on[i] ? high[i] : low[i]
                        : low[i] + (high[i] - low[i]) * Numerics.sigmoid((high[i] - low[i]) * input[i]);
                mean[i] += p * s[i];
            }
            for (int i = 0; i < enumerated; i++) {
                double x = p * s[i];
                for (int k = i + 1; x != 0 && k < units; k++) {
                    pair[i * units + k] += x * s[k];
                }
            }
        }
    }
}
