package io.github.sparkboltzmann.model;

/** What random draws are for: a part of their key, so that no two purposes share a draw. Numbers never change once released. */
public enum Purpose {
    INITIAL_WEIGHTS(0),
    GIBBS_TRAINING(1),
    ROW_PLACEMENT(2),
    BINARISATION(3),
    SAMPLING(4),
    PERSISTENT_CHAINS(5),
    ANNEALING_UP(16),
    ANNEALING_DOWN(17),
    CHAIN_STARTS(18),
    PSEUDO_LIKELIHOOD(19),
    LADDER(20),
    MISSING_STATES(24),
    MISSING_LABELS(25),
    LABEL_SWEEPS(26),
    /** The order in which a lateral coupling's units are updated. */
    UNIT_ORDER(27),
    /** Hidden states of the data phase where they depend on each other. */
    DATA_SWEEPS(28),
    /** Chains that begin anew in each update. */
    FREE_CHAINS(29),
    GENERATED_CHAINS(40),
    COMPLETED_ROWS(41),
    /** Hidden states of rows whose likelihood under a belief network is bounded. */
    BELIEF_BOUND(42);

    private final int number;

    Purpose(int number) {
        this.number = number;
    }

    /** The purpose's part of a key. */
    public int number() {
        return number;
    }
}
