package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.evaluate.RowSums;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import java.util.List;

/** The gradient source of this process: partitions are lists of blocks, visited one after the other. The twin that Spark's has to equal. */
public final class LocalSource implements GradientSource {
    private final Machine machine;
    private final List<List<RowBlock>> train;
    private final List<List<RowBlock>> validation;
    private final BlockSchedule schedule;
    private final int[] partitionRows;
    private final double[] blockWeights;
    private final long totalSteps;
    private final int measuredBlocks;
    private final UpdateWorker worker;

    /**
     * @param train for each partition as many blocks as the schedule has
     * @param validation for each partition any number of blocks
     * @param measuredBlocks how many blocks of each partition the fixed subset of training rows has
     */
    public LocalSource(
            Machine machine,
            TrainingSettings settings,
            List<List<RowBlock>> train,
            List<List<RowBlock>> validation,
            BlockSchedule schedule,
            int measuredBlocks) {
        this.machine = machine;
        this.train = train;
        this.validation = validation;
        this.schedule = schedule;
        this.partitionRows = train.stream()
                .mapToInt(blocks -> blocks.stream().mapToInt(RowBlock::rows).sum())
                .toArray();
        this.blockWeights = blockWeights(train, schedule);
        this.totalSteps = (long) settings.epochs() * schedule.blocks();
        this.measuredBlocks = measuredBlocks;
        this.worker = new UpdateWorker(machine, settings);
    }

    private static double[] blockWeights(List<List<RowBlock>> partitions, BlockSchedule schedule) {
        boolean weighted = false;
        double[] weights = new double[schedule.blocks()];
        for (List<RowBlock> blocks : partitions) {
            for (int b = 0; b < weights.length; b++) {
                weighted |= blocks.get(b).weights() != null;
                weights[b] += blocks.get(b).weight();
            }
        }
        return weighted ? weights : null;
    }

    @Override
    public long rows() {
        return java.util.Arrays.stream(partitionRows).asLongStream().sum();
    }

    @Override
    public int updatesPerEpoch() {
        return schedule.blocks();
    }

    @Override
    public int partitions() {
        return train.size();
    }

    @Override
    public Round round(TrainingState state, long step, int steps) {
        RoundPlan plan = new RoundPlan(schedule, totalSteps, partitionRows, step, steps).withWeights(blockWeights);
        Round sum = worker.round(state, plan, train.get(0), 0);
        for (int p = 1; p < train.size(); p++) {
            sum.merge(worker.round(state, plan, train.get(p), p));
        }
        return sum;
    }

    @Override
    public Measures measureTrain(Parameters parameters) {
        return measure(parameters, train, measuredBlocks);
    }

    @Override
    public Measures measureValidation(Parameters parameters) {
        return measure(parameters, validation, Integer.MAX_VALUE);
    }

    private Measures measure(Parameters parameters, List<List<RowBlock>> partitions, int blocks) {
        RowSums sums = new RowSums();
        for (int p = 0; p < partitions.size(); p++) {
            sums.merge(worker.measure(parameters.values(), partitions.get(p), blocks, p));
        }
        return Measures.of(sums, machine.layer(machine.layers(true)[0]).size());
    }
}
