package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.DeepMachines;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gray codes and summed-out hidden units against plain enumeration of all joint states. */
class ExactGeneralTest {
    private static final int[] EDGES = {0, 1, 1, 2, 2, 3, 3, 0, 4, 0, 4, 2, 5, 1, 4, 5};

    private static List<Machine> machines() {
        List<Machine> machines = new ArrayList<>(DeepMachines.all());
        machines.addAll(List.of(
                TinyMachines.general(),
                GeneralMachine.of(UnitTypes.BERNOULLI, 5, 4, Connections.SEMI_RESTRICTED),
                GeneralMachine.of(UnitTypes.named("spin"), 4, 3, Connections.FULL),
                GeneralMachine.of(UnitTypes.named("spin"), 4, 3, Connections.SEMI_RESTRICTED),
                GeneralMachine.of(UnitTypes.BERNOULLI, 6, 0, Connections.FULL),
                GeneralMachine.ofGraph(UnitTypes.BERNOULLI, 4, 2, EDGES),
                TinyMachines.deep()));
        return machines;
    }

    @Test
    void logZAndExpectationsAreThoseOfPlainEnumeration() {
        for (Machine machine : machines()) {
            for (double temperature : new double[] {0.5, 1, 3}) {
                Parameters parameters = TinyMachines.random(machine, 0.8, 12);
                Enumeration all = Enumeration.of(machine, parameters, temperature);
                double[] expectations = new double[machine.layout().length()];
                ExactPartition exact = ExactPartition.of(machine);
                double logZ = exact.expectations(parameters.values(), 1 / temperature, expectations);
                assertEquals(all.logPartitionFunction(), logZ, 1e-10);
                assertEquals(logZ, exact.logPartitionFunction(parameters.values(), 1 / temperature), 1e-10);
                assertArrayEquals(all.expectations(), expectations, 1e-10);
            }
        }
    }

    @Test
    void freeEnergiesOfRowsAreSumsOverTheHiddenStates() {
        for (Machine machine : machines()) {
            Parameters parameters = TinyMachines.random(machine, 0.8, 13);
            Enumeration all = Enumeration.of(machine, parameters, 1);
            ExactGeneral exact = new ExactGeneral(machine);
            for (int n = 0; n < all.count(); n += 7) {
                double[][] state = all.state(n);
                float[] row = new float[state[0].length];
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) state[0][i];
                }
                assertEquals(
                        all.logProbabilityOfVisible(state) + all.logPartitionFunction(),
                        exact.minusFreeEnergy(parameters.values(), row, 0),
                        1e-10);
            }
        }
    }

    @Test
    void tooManyUnitsAreNotEnumerated() {
        assertFalse(ExactPartition.isPossible(GeneralMachine.of(UnitTypes.BERNOULLI, 23, 0, Connections.FULL), 30));
        assertFalse(ExactPartition.isPossible(GeneralMachine.of(UnitTypes.BERNOULLI, 10, 9, Connections.FULL), 18));
        assertFalse(ExactPartition.isPossible(DeepMachine.of(UnitTypes.BERNOULLI, 30, UnitTypes.BERNOULLI, 23, 9), 30));
    }

    /** Ten and ten units are summed out, six enumerated: more joint states than plain enumeration takes, so against the machine whose top has no weights. */
    @Test
    void layersThatAreIndependentGivenTheOthersAreSummedOut() {
        Machine deep = DeepMachine.of(UnitTypes.BERNOULLI, 10, UnitTypes.BERNOULLI, 6, 10);
        assertTrue(ExactPartition.isPossible(deep, 6));
        assertFalse(ExactPartition.isPossible(deep, 5));
        Parameters parameters = TinyMachines.random(deep, 0.8, 14);
        float[] x = parameters.values();
        Arrays.fill(x, deep.weights(1).offset(), deep.weights(1).end(), 0f);
        Machine restricted = Machine.restricted(10, 6);
        Parameters lower = Parameters.zero(restricted);
        System.arraycopy(
                x,
                deep.weights(0).offset(),
                lower.values(),
                restricted.weights(0).offset(),
                60);
        System.arraycopy(
                x, deep.biases(0).offset(), lower.values(), restricted.biases(0).offset(), 16);
        double top = 0;
        for (int j = 0; j < 10; j++) {
            top += Numerics.softplus(x[deep.biases(2).offset() + j]);
        }
        assertEquals(
                ExactPartition.of(restricted).logPartitionFunction(lower.values(), 1) + top,
                ExactPartition.of(deep).logPartitionFunction(x, 1),
                1e-9);
    }
}
