package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.gradient.Equilibrium;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.WakeSleepMachine;

/** Which units an estimator connects, and how they come to equilibrium. */
final class ConnectionChoice {
    /** Visible with hidden units. */
    static final ConnectionChoice RESTRICTED =
            new ConnectionChoice(ConnectionChoice::restricted, false, false, Equilibrium.MEAN_FIELD);

    /** A stack of restricted machines. */
    static final ConnectionChoice STACK = new ConnectionChoice(StackMachine::of, false, false, Equilibrium.MEAN_FIELD);

    private final Structure structure;
    private final boolean needsWidth;
    private final boolean hasLabels;
    private final Equilibrium equilibrium;

    /** From units to a machine, without label units unless it places them itself. */
    private interface Structure {
        Machine of(UnitType visibleType, int visible, UnitType hiddenType, int[] hidden);
    }

    private ConnectionChoice(Structure structure, boolean needsWidth, boolean hasLabels, Equilibrium equilibrium) {
        this.structure = structure;
        this.needsWidth = needsWidth;
        this.hasLabels = hasLabels;
        this.equilibrium = equilibrium;
    }

    /** Those of a general machine. */
    static ConnectionChoice of(GeneralParams params) {
        Connections connections = Connections.named(params.getConnections());
        int[] edges = params.getEdges().clone();
        if (connections == Connections.GRAPH != edges.length > 0) {
            throw new IllegalArgumentException(
                    edges.length > 0
                            ? "Edges are given, but connections is " + connections.id() + "; set it to graph."
                            : "Param connections is graph, but there are no edges; give some.");
        }
        Structure structure = connections == Connections.GRAPH
                ? (visibleType, visible, hiddenType, hidden) ->
                        GeneralMachine.ofGraph(visibleType, visible, hiddenType, one(hidden), edges)
                : (visibleType, visible, hiddenType, hidden) ->
                        GeneralMachine.of(visibleType, visible, hiddenType, one(hidden), connections);
        return new ConnectionChoice(structure, connections == Connections.GRAPH, false, params.equilibrium());
    }

    /** Layers one above the other, neighbours coupled. */
    static ConnectionChoice deep(Equilibrium equilibrium) {
        return new ConnectionChoice(DeepMachine::of, false, false, equilibrium);
    }

    /** A belief network with weights for each direction; {@code classes} of label units of the top step, 0 for none. */
    static ConnectionChoice wakeSleep(int classes) {
        Structure structure = (visibleType, visible, hiddenType, hidden) ->
                WakeSleepMachine.of(visibleType, visible, classes, hiddenType, hidden);
        return new ConnectionChoice(structure, false, classes > 0, Equilibrium.MEAN_FIELD);
    }

    private static int one(int[] hidden) {
        return hidden.length == 0 ? 0 : hidden[0];
    }

    private static Machine restricted(UnitType visibleType, int visible, UnitType hiddenType, int[] hidden) {
        if (hidden.length == 0) {
            throw new IllegalArgumentException("A restricted machine needs hidden units, but numHidden is 0; a machine"
                    + " without is a BoltzmannMachine.");
        }
        return Machine.restricted(visibleType, visible, hiddenType, hidden[0]);
    }

    /**
     * A machine, without label units unless {@link #hasLabels}.
     *
     * @param hidden units of each hidden layer, from the lowest
     */
    Machine machine(UnitType visibleType, int visible, UnitType hiddenType, int[] hidden) {
        return structure.of(visibleType, visible, hiddenType, hidden);
    }

    /** Whether the number of visible units says nothing about what goes together: edges name units of the data's width. */
    boolean needsWidth() {
        return needsWidth;
    }

    /** Whether its machine has the label units. */
    boolean hasLabels() {
        return hasLabels;
    }

    Equilibrium equilibrium() {
        return equilibrium;
    }
}
