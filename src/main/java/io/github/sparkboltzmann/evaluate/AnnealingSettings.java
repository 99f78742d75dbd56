package io.github.sparkboltzmann.evaluate;

import java.io.Serializable;

/** How log Z is estimated by annealing. The estimate depends on all of these but {@link #partitions}. */
public final class AnnealingSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Chains that go through a matrix product together: at 784-500 their states and inputs take 0.6 MB. */
    public static final int DEFAULT_BATCH = 50;

    private final int temperatures;
    private final int runs;
    private final int batch;
    private final int partitions;
    private final long seed;

    private AnnealingSettings(int temperatures, int runs, int batch, int partitions, long seed) {
        this.temperatures = temperatures;
        this.runs = runs;
        this.batch = batch;
        this.partitions = partitions;
        this.seed = seed;
    }

    /** 14,500 temperatures and 100 runs, the field's reference, in as many partitions as the cluster has cores. */
    public static AnnealingSettings reference(long seed) {
        return new AnnealingSettings(InverseTemperatures.DEFAULT_STEPS, 100, DEFAULT_BATCH, 0, seed);
    }

    /** @param number 3 or more */
    public AnnealingSettings temperatures(int number) {
        InverseTemperatures.of(number);
        return new AnnealingSettings(number, runs, batch, partitions, seed);
    }

    /** @param number of chains, 2 or more */
    public AnnealingSettings runs(int number) {
        require(number >= 2, "Annealing takes 2 runs or more to know its error", number);
        return new AnnealingSettings(temperatures, number, batch, partitions, seed);
    }

    /** @param chains that go through a product together, 1 or more: fewer make more tasks, each of them slower a chain */
    public AnnealingSettings batch(int chains) {
        require(chains >= 1, "A batch holds 1 chain or more", chains);
        return new AnnealingSettings(temperatures, runs, chains, partitions, seed);
    }

    /** @param number of tasks that batches are spread over; 0 for as many as the cluster has cores */
    public AnnealingSettings partitions(int number) {
        require(number >= 0, "Chains are spread over 1 partition or more, 0 for one a core", number);
        return new AnnealingSettings(temperatures, runs, batch, number, seed);
    }

    private static void require(boolean holds, String rule, int number) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but there are to be " + number + ".");
        }
    }

    public int temperatures() {
        return temperatures;
    }

    public int runs() {
        return runs;
    }

    public int batch() {
        return batch;
    }

    public int partitions() {
        return partitions;
    }

    public long seed() {
        return seed;
    }
}
