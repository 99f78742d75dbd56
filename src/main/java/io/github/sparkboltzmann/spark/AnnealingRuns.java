package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.AnnealedMachine;
import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.evaluate.InverseTemperatures;
import io.github.sparkboltzmann.evaluate.LogZEstimate;
import io.github.sparkboltzmann.evaluate.LogZEstimate.Direction;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Annealed chains spread over a cluster, as one job; of any machine that {@link AnnealedMachine#isPossible} knows.
 *
 * <p>Chains are cut into batches of one size, and batches into partitions: chain number, draws and batch are the same for any number of
 * partitions, and so are the bits of the estimate.
 */
public final class AnnealingRuns {
    private AnnealingRuns() {}

    /** A batch of chains, and where they start. */
    private static final class Batch implements Serializable {
        private static final long serialVersionUID = 1L;

        private final int first;
        private final int chains;
        private final float[] starts;

        Batch(int first, int chains, float[] starts) {
            this.first = first;
            this.chains = chains;
            this.starts = starts;
        }
    }

    /** From independent units to the machine. */
    public static LogZEstimate up(
            JavaSparkContext context,
            Machine machine,
            Broadcast<Parameters> parameters,
            IndependentUnits base,
            AnnealingSettings settings) {
        return run(context, machine, parameters, base, settings, Direction.UP, null, 0);
    }

    /**
     * From samples of the machine to independent units. The estimate is an upper bound on average only if the samples are exact.
     *
     * @param starts states {@code [runs, width]} of {@link AnnealedMachine#width}, those of the layers {@link AnnealedMachine#kept}; {@code null} for noise
     * @param sweeps of Gibbs sampling that each chain makes before annealing: 0 where the starts are samples already
     */
    public static LogZEstimate down(
            JavaSparkContext context,
            Machine machine,
            Broadcast<Parameters> parameters,
            IndependentUnits base,
            AnnealingSettings settings,
            float[] starts,
            int sweeps) {
        int units = AnnealedMachine.width(machine);
        if (starts != null && starts.length != settings.runs() * units) {
            throw new IllegalArgumentException(settings.runs() + " chains of " + units + " units start from "
                    + settings.runs() * units + " states, but " + starts.length + " were given.");
        }
        return run(context, machine, parameters, base, settings, Direction.DOWN, starts, sweeps);
    }

    private static LogZEstimate run(
            JavaSparkContext context,
            Machine machine,
            Broadcast<Parameters> parameters,
            IndependentUnits base,
            AnnealingSettings settings,
            Direction direction,
            float[] starts,
            int sweeps) {
        List<Batch> batches = new ArrayList<>();
        int units = AnnealedMachine.width(machine);
        for (int first = 0; first < settings.runs(); first += settings.batch()) {
            int end = Math.min(settings.runs(), first + settings.batch());
            float[] own = starts == null ? null : Arrays.copyOfRange(starts, first * units, end * units);
            batches.add(new Batch(first, end - first, own));
        }
        int partitions = settings.partitions() == 0 ? context.defaultParallelism() : settings.partitions();
        String description =
                (direction == Direction.UP ? "annealing, " : "reverse annealing, ") + settings.runs() + " chains";
        JavaRDD<double[]> parts = context.parallelize(batches, Math.min(partitions, batches.size()))
                .map(batch -> logWeights(batch, machine, parameters.value(), base, settings, direction, sweeps));
        double[] logWeights = JobDescription.during(context.sc(), description, parts::collect).stream()
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return LogZEstimate.of(direction, AnnealedMachine.logBase(machine, base), logWeights);
    }

    private static double[] logWeights(
            Batch batch,
            Machine machine,
            Parameters parameters,
            IndependentUnits base,
            AnnealingSettings settings,
            Direction direction,
            int sweeps) {
        AnnealedMachine annealing =
                AnnealedMachine.of(machine, parameters.values(), base, Kernels.elementwise(), Kernels.batchProducts());
        double[] beta = InverseTemperatures.of(settings.temperatures());
        if (direction == Direction.UP) {
            DrawKey key = DrawKey.of(settings.seed(), 0, Purpose.ANNEALING_UP.number());
            return annealing.up(beta, batch.chains, key, batch.first);
        }
        DrawKey startKey = DrawKey.of(settings.seed(), 0, Purpose.CHAIN_STARTS.number());
        float[] v = batch.starts != null ? batch.starts.clone() : annealing.noise(batch.chains, startKey, batch.first);
        annealing.sweep(v, batch.chains, sweeps, startKey, batch.first);
        DrawKey key = DrawKey.of(settings.seed(), 0, Purpose.ANNEALING_DOWN.number());
        return annealing.down(beta, v, batch.chains, key, batch.first);
    }
}
