package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import org.junit.jupiter.api.Test;

/** Which likelihood is measured of which machine. */
class MonitorSettingsTest {
    private static MonitorSettings settings(Likelihood likelihood, EarlyStopping stopping) {
        return new MonitorSettings(1, likelihood, OnDivergence.STOP, stopping, 1, 0);
    }

    private static Likelihood automatic(Machine machine) {
        return settings(Likelihood.AUTO, EarlyStopping.NONE).likelihoodFor(machine);
    }

    @Test
    void automaticIsExactThenPseudoThenNone() {
        assertEquals(Likelihood.EXACT, automatic(general(6, 6, Connections.FULL)));
        assertEquals(Likelihood.EXACT, automatic(general(12, 50, Connections.SEMI_RESTRICTED)));
        assertEquals(Likelihood.PSEUDO, automatic(general(20, 10, Connections.SEMI_RESTRICTED)));
        assertEquals(Likelihood.PSEUDO, automatic(general(20, 0, Connections.FULL)));
        assertEquals(Likelihood.PSEUDO, automatic(Machine.restricted(20, 20)));
        assertEquals(Likelihood.NONE, automatic(general(20, 10, Connections.FULL)));
    }

    @Test
    void whatAMachineDoesNotHaveIsRefused() {
        Machine full = general(20, 10, Connections.FULL);
        for (MonitorSettings settings : new MonitorSettings[] {
            settings(Likelihood.PSEUDO, EarlyStopping.NONE), settings(Likelihood.AUTO, EarlyStopping.LIKELIHOOD)
        }) {
            assertThrows(IllegalArgumentException.class, () -> settings.likelihoodFor(full));
        }
        assertEquals(
                Likelihood.PSEUDO,
                settings(Likelihood.AUTO, EarlyStopping.LIKELIHOOD)
                        .likelihoodFor(general(20, 10, Connections.SEMI_RESTRICTED)));
    }

    @Test
    void ofDeepMachinesExactWhereWhatCannotBeSummedOutIsSmall() {
        UnitType bits = UnitTypes.BERNOULLI;
        assertEquals(Likelihood.EXACT, automatic(DeepMachine.of(bits, 784, bits, 10, 20)));
        assertEquals(Likelihood.NONE, automatic(DeepMachine.of(bits, 784, bits, 500, 1000)));
        // log Z takes the states of 10 units, but free energies those of 60.
        Machine bounded = DeepMachine.of(bits, 5, bits, 30, 5, 30);
        assertEquals(Likelihood.NONE, automatic(bounded));
        assertThrows(IllegalArgumentException.class, () -> settings(Likelihood.EXACT, EarlyStopping.NONE)
                .likelihoodFor(bounded));
    }

    @Test
    void aStackHasNone() {
        Machine stack = StackMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3, 2);
        assertEquals(Likelihood.NONE, automatic(stack));
        for (Likelihood asked : new Likelihood[] {Likelihood.EXACT, Likelihood.PSEUDO}) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> settings(asked, EarlyStopping.NONE)
                            .likelihoodFor(stack));
            assertTrue(refusal.getMessage()
                    .startsWith("A stack that is trained jointly has neither likelihood nor free energy"));
        }
        assertThrows(IllegalArgumentException.class, () -> settings(Likelihood.AUTO, EarlyStopping.LIKELIHOOD)
                .likelihoodFor(stack));
    }

    private static Machine general(int visible, int hidden, Connections connections) {
        return GeneralMachine.of(UnitTypes.BERNOULLI, visible, hidden, connections);
    }
}
