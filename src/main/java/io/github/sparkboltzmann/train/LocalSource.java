package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.evaluate.RowSums;
import io.github.sparkboltzmann.gradient.Statistics;
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
    private final long updateRows;
    private final int measuredBlocks;
    private final UpdateWorker worker;

    /**
     * @param train for each partition as many blocks as the schedule has
     * @param validation for each partition any number of blocks
     * @param updateRows a bound on the rows of any update
     * @param measuredBlocks how many blocks of each partition the fixed subset of training rows has
     */
    public LocalSource(
            Machine machine,
            TrainingSettings settings,
            List<List<RowBlock>> train,
            List<List<RowBlock>> validation,
            BlockSchedule schedule,
            long updateRows,
            int measuredBlocks) {
        this.machine = machine;
        this.train = train;
        this.validation = validation;
        this.schedule = schedule;
        this.updateRows = updateRows;
        this.measuredBlocks = measuredBlocks;
        this.worker = new UpdateWorker(machine, settings);
    }

    @Override
    public long rows() {
        return train.stream().flatMap(List::stream).mapToLong(RowBlock::rows).sum();
    }

    @Override
    public int updatesPerEpoch() {
        return schedule.blocks();
    }

    @Override
    public Statistics round(Parameters parameters, long step) {
        Statistics sum = new Statistics(machine.layout());
        for (int p = 0; p < train.size(); p++) {
            RowBlock block = train.get(p).get(schedule.blockOf(step));
            sum.merge(worker.statistics(parameters.values(), block, step, p, updateRows));
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
        for (List<RowBlock> partition : partitions) {
            RowSums own = new RowSums();
            for (RowBlock block : partition.subList(0, Math.min(blocks, partition.size()))) {
                worker.measure(parameters.values(), block, own);
            }
            sums.merge(own);
        }
        return Measures.of(sums, machine.layer(machine.layers(true)[0]).size());
    }
}
