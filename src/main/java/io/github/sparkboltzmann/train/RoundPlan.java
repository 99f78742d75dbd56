package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.optimize.Progress;
import java.io.Serializable;

/** What of the training rows a round works on: which updates, and how their rows lie on the partitions; immutable. */
public final class RoundPlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BlockSchedule schedule;
    private final long totalSteps;
    private final int[] partitionRows;
    private final long firstStep;
    private final int steps;
    private final double[] weights;

    /**
     * @param totalSteps updates of the whole run
     * @param partitionRows rows of each partition
     * @param firstStep number of the round's first update, from 0
     * @param steps how many updates the round has, 1 or more
     */
    public RoundPlan(BlockSchedule schedule, long totalSteps, int[] partitionRows, long firstStep, int steps) {
        this(schedule, totalSteps, partitionRows, firstStep, steps, null);
    }

    private RoundPlan(
            BlockSchedule schedule, long totalSteps, int[] partitionRows, long firstStep, int steps, double[] weights) {
        this.schedule = schedule;
        this.totalSteps = totalSteps;
        this.partitionRows = partitionRows;
        this.firstStep = firstStep;
        this.steps = steps;
        this.weights = weights;
    }

    /** This plan for weighted rows; {@code blockWeights} has for each block the weight of its rows over all partitions, {@code null} for rows without. */
    public RoundPlan withWeights(double[] blockWeights) {
        if (blockWeights == null) {
            return this;
        }
        double[] own = new double[steps];
        for (int s = 0; s < steps; s++) {
            own[s] = blockWeights[schedule.blockOf(firstStep + s)];
        }
        return new RoundPlan(schedule, totalSteps, partitionRows, firstStep, steps, own);
    }

    public BlockSchedule schedule() {
        return schedule;
    }

    public long totalSteps() {
        return totalSteps;
    }

    public long firstStep() {
        return firstStep;
    }

    public int steps() {
        return steps;
    }

    /** The place of one of the round's updates in the run. */
    Progress progress(long step, TrainingState state) {
        return new Progress(step, totalSteps, schedule.blocks(), state.rateFactor(), state.stepsBefore());
    }

    public int partitions() {
        return partitionRows.length;
    }

    /** Rows of an update over all partitions. */
    private long rowsOf(long step) {
        long rows = 0;
        for (int p = 0; p < partitionRows.length; p++) {
            rows += rowsOf(step, p);
        }
        return rows;
    }

    /** Weight of an update's rows over all partitions; 1 for each row without one. */
    public double weightOf(long step) {
        return weights == null ? rowsOf(step) : weights[(int) (step - firstStep)];
    }

    /** Weight of the whole round's rows over all partitions. */
    public double weight() {
        double weight = 0;
        for (long step = firstStep; step < firstStep + steps; step++) {
            weight += weightOf(step);
        }
        return weight;
    }

    private int rowsOf(long step, int partition) {
        int block = schedule.blockOf(step);
        return schedule.firstRow(block + 1, partitionRows[partition])
                - schedule.firstRow(block, partitionRows[partition]);
    }
}
