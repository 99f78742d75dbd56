package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.gradient.Equilibrium;
import io.github.sparkboltzmann.gradient.Equilibrium.DataPhaseKind;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.TemperatureSchedule;

/** Which units an estimator connects, and how they come to equilibrium. */
final class ConnectionChoice {
    /** Visible with hidden units, as of every estimator but that of general machines. */
    static final ConnectionChoice RESTRICTED =
            new ConnectionChoice(Connections.RESTRICTED, null, Equilibrium.MEAN_FIELD);

    private final Connections connections;
    private final int[] edges;
    private final Equilibrium equilibrium;

    private ConnectionChoice(Connections connections, int[] edges, Equilibrium equilibrium) {
        this.connections = connections;
        this.edges = edges;
        this.equilibrium = equilibrium;
    }

    static ConnectionChoice of(GeneralParams params) {
        Connections connections = Connections.named(params.getConnections());
        int[] edges = params.getEdges();
        if (connections == Connections.GRAPH != edges.length > 0) {
            throw new IllegalArgumentException(
                    edges.length > 0
                            ? "Edges are given, but connections is " + connections.id() + "; set it to graph."
                            : "Param connections is graph, but there are no edges; give some.");
        }
        boolean used =
                params.getDataPhase().equals("gibbs") || params.getModelPhase().equals("annealed");
        if (!params.getAnnealing().isBlank() && !used) {
            throw new IllegalArgumentException("Param annealing is '" + params.getAnnealing()
                    + "', but nothing is annealed; set dataPhase to gibbs, or modelPhase to annealed.");
        }
        Equilibrium equilibrium = Equilibrium.of(
                DataPhaseKind.named(params.getDataPhase()),
                params.getDataSweeps(),
                TemperatureSchedule.parse(params.getAnnealing()));
        return new ConnectionChoice(connections, edges.clone(), equilibrium);
    }

    /** A machine without label units. */
    Machine machine(UnitType visibleType, int visible, UnitType hiddenType, int hidden) {
        if (this == RESTRICTED) {
            if (hidden == 0) {
                throw new IllegalArgumentException(
                        "A restricted machine needs hidden units, but numHidden is 0; a machine"
                                + " without is a BoltzmannMachine.");
            }
            return Machine.restricted(visibleType, visible, hiddenType, hidden);
        }
        return connections == Connections.GRAPH
                ? GeneralMachine.ofGraph(visibleType, visible, hiddenType, hidden, edges)
                : GeneralMachine.of(visibleType, visible, hiddenType, hidden, connections);
    }

    /** Whether the number of visible units says nothing about what goes together: edges name units of the data's width. */
    boolean needsWidth() {
        return connections == Connections.GRAPH;
    }

    Equilibrium equilibrium() {
        return equilibrium;
    }
}
