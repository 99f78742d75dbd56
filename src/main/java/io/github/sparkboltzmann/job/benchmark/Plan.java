package io.github.sparkboltzmann.job.benchmark;

/**
 * How much is measured: sizes, repetitions and their lengths.
 *
 * @param isQuick whether this is the short one
 * @param hidden sizes of kernels and of the grid of trainings, the middle one of which is also that of everything else
 * @param batches rows of a batch
 * @param kernelSeconds of one measurement of a kernel
 * @param kernelRepetitions of kernels
 * @param fitRows training rows of the main comparison
 * @param gridRows training rows of other sizes
 * @param repetitions of trainings and peers of the main comparison, and of transforms
 * @param gridRepetitions of those of other sizes
 * @param peerSeconds of one measurement of a peer
 * @param epochs after which models are compared
 * @param rates learning rates to choose from
 * @param temperatures of annealing that judges the last models
 */
record Plan(
        boolean isQuick,
        int[] hidden,
        int[] batches,
        double kernelSeconds,
        int kernelRepetitions,
        int fitRows,
        int gridRows,
        int repetitions,
        int gridRepetitions,
        double peerSeconds,
        int[] epochs,
        double[] rates,
        int temperatures) {
    /** Of MNIST. */
    static final int VISIBLE = 784;
    /** Hidden units of the main comparison. */
    static final int HIDDEN = 500;
    /** Rows of its batches, for each task. */
    static final int BATCH = 100;
    /** Chains of annealing. */
    static final int RUNS = 100;
    /** Temperatures of annealing for a choice or a curve. */
    static final int FEW_TEMPERATURES = 1_000;

    /** About a quarter of an hour. */
    static Plan full() {
        return new Plan(
                false,
                new int[] {100, 500, 2_000},
                new int[] {100, 1_000},
                0.15,
                9,
                50_000,
                20_000,
                3,
                2,
                1.5,
                new int[] {1, 2, 5},
                new double[] {0.05, 0.1, 0.2},
                14_500);
    }

    /** About two minutes. */
    static Plan quick() {
        return new Plan(
                true,
                new int[] {HIDDEN},
                new int[] {BATCH},
                0.08,
                5,
                20_000,
                20_000,
                2,
                2,
                1,
                new int[] {1},
                new double[] {0.05, 0.2},
                FEW_TEMPERATURES);
    }
}
