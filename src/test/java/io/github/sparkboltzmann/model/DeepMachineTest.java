package io.github.sparkboltzmann.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Layers, couplings and blocks of deep machines and of stacks. */
class DeepMachineTest {
    private static final UnitType BITS = UnitTypes.BERNOULLI;

    @Test
    void aDeepMachineCouplesNeighbours() {
        Machine machine = DeepMachine.of(BITS, 4, BITS, 3, 2, 5);
        assertEquals(
                List.of("visible", "hidden1", "hidden2", "hidden3"),
                machine.layers().stream().map(Layer::name).toList());
        assertTrue(machine.coupled(0, 1) && machine.coupled(1, 2) && machine.coupled(2, 3));
        assertEquals(3, machine.couplings().size());
        assertEquals(4 * 3 + 3 * 2 + 2 * 5 + 4 + 3 + 2 + 5, machine.layout().length());
    }

    @Test
    void withOneHiddenLayerBothAreTheRestrictedMachine() {
        assertTrue(DeepMachine.of(BITS, 4, BITS, 3)
                .layout()
                .sameAs(Machine.restricted(4, 3).layout()));
        assertTrue(StackMachine.of(BITS, 4, BITS, 3)
                .layout()
                .sameAs(Machine.restricted(4, 3).layout()));
        assertFalse(StackMachine.isStack(Machine.restricted(4, 3)));
    }

    @Test
    void aStackIsTakenApartAndJoinedAgain() {
        Machine stack = StackMachine.of(BITS, 4, BITS, 3, 2);
        assertTrue(StackMachine.isStack(stack));
        assertFalse(StackMachine.isStack(DeepMachine.of(BITS, 4, BITS, 3, 2, 5)));
        assertEquals(2, StackMachine.steps(stack));
        Parameters all = Parameters.zero(stack);
        for (int i = 0; i < all.values().length; i++) {
            all.values()[i] = i;
        }
        List<Parameters> steps = Stream.of(1, 2)
                .map(l -> StackMachine.parametersOf(stack, all.values(), l))
                .toList();
        assertEquals(4 * 3 + 4 + 3, steps.get(0).values().length);
        assertEquals(3 * 2 + 3 + 2, steps.get(1).values().length);
        assertEquals(
                all.values()[stack.biases(2).offset()],
                steps.get(1).values()[StackMachine.step(stack, 2).biases(0).offset()]);
        assertArrayEquals(all.values(), StackMachine.join(stack, steps).values());
    }

    @Test
    void hiddenLayersAreNeeded() {
        assertThrows(IllegalArgumentException.class, () -> DeepMachine.of(BITS, 4, BITS));
        assertThrows(IllegalArgumentException.class, () -> StackMachine.of(BITS, 4, BITS));
    }
}
