package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.LadderEstimate;
import io.github.sparkboltzmann.evaluate.LadderLogZ;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Log Z along a ladder of frozen machines, a batch of chains a task, as one job; the result does not depend on the cluster. */
public final class LadderRuns {
    private LadderRuns() {}

    /**
     * @param chains of each rung in a batch
     * @param sweeps of each rung
     * @param batches two or more
     */
    public static LadderEstimate of(
            JavaSparkContext context,
            Machine machine,
            Broadcast<Parameters> parameters,
            Trajectory trajectory,
            int chains,
            int sweeps,
            int batches,
            long seed) {
        Broadcast<Trajectory> rungs = context.broadcast(trajectory);
        try {
            List<Integer> numbers = IntStream.range(0, batches).boxed().toList();
            JavaRDD<Double> each = context.parallelize(numbers, batches)
                    .map(batch -> estimate(machine, parameters, rungs, chains, sweeps, seed, batch));
            List<Double> estimates = JobDescription.during(
                    context.sc(), "log Z along " + (trajectory.rungs() + 1) + " rungs", each::collect);
            return LadderEstimate.of(
                    estimates.stream().mapToDouble(Double::doubleValue).toArray());
        } finally {
            rungs.destroy();
        }
    }

    private static double estimate(
            Machine machine,
            Broadcast<Parameters> parameters,
            Broadcast<Trajectory> rungs,
            int chains,
            int sweeps,
            long seed,
            int batch) {
        return new LadderLogZ(
                        machine,
                        rungs.value(),
                        parameters.value().values(),
                        Kernels.elementwise(),
                        Kernels::batchProducts)
                .estimate(chains, sweeps, seed, Purpose.LADDER.number(), batch);
    }
}
