package io.github.sparkboltzmann.model;

import java.util.stream.IntStream;

/** The hidden layers that data goes through, from the lowest: all of a machine; of a stack those of its steps, and not again as what the next step sees. */
public final class HiddenLayers {
    private HiddenLayers() {}

    /** Their numbers. */
    public static int[] of(Machine machine) {
        return StackMachine.isStack(machine)
                ? IntStream.rangeClosed(1, StackMachine.steps(machine))
                        .map(StackMachine::hidden)
                        .toArray()
                : machine.layers(false);
    }

    /** How many units each has. */
    public static int[] sizes(Machine machine) {
        return IntStream.of(of(machine)).map(l -> machine.layer(l).size()).toArray();
    }
}
