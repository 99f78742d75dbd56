package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.sample.BennettRatio;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.Exchange;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * Decides, after each round of trajectory tempering, whether its updates went too far and whether the machine is frozen as a new rung.
 *
 * <pre>
 * a = the mean probability that chains of the machine and of the last rung change places
 * a &lt; 0.1    the round is rejected: state and chains as before it, half the rate; the next round goes on with the next rows
 * a &lt; 0.3    the machine is frozen, its chains are the new rung's first reservoir
 * a &gt;= 0.1   a rate that was halved grows again, by 2^(1/8) a round
 * </pre>
 */
final class TrajectoryKeeper {
    private static final double REJECTED = 0.1;
    private static final double FROZEN = 0.3;
    private static final double LEAST_FACTOR = 1.0 / 1024;
    private static final double RECOVERY = StrictMath.pow(2, 0.125);

    private TrajectoryKeeper() {}

    /**
     * @param before the state before the round, which shares nothing with the one after
     * @param exchanges of the round, by partition
     */
    static TrainingState keep(TrainingState before, TrainingState after, Collection<Exchange> exchanges) {
        double acceptance = acceptance(exchanges);
        Trajectory trajectory = after.trajectory();
        double factor = trajectory.rateFactor();
        if (acceptance < REJECTED && factor > LEAST_FACTOR) {
            return before.with(trajectory.withRateFactor(factor / 2));
        }
        TrainingState kept = after.with(trajectory.withRateFactor(Math.min(1, factor * RECOVERY)));
        return acceptance < FROZEN ? kept.withFrozenMachine() : kept;
    }

    /** The mean over all partitions' pairs. */
    static double acceptance(Collection<Exchange> exchanges) {
        double sum = 0;
        int pairs = 0;
        for (Exchange exchange : exchanges) {
            sum += exchange.acceptanceSum();
            pairs += exchange.up().length;
        }
        return sum / pairs;
    }

    /**
     * The trained machine's log Z along the ladder, in nats: that of rung 0, then the ratio of each rung and the one above from all their exchanges, then the
     * trained machine's from its last ones.
     *
     * @param exchanges of the last round, by partition
     */
    static double logZ(Trajectory trajectory, Chains chains, Collection<Exchange> exchanges) {
        double logZ = trajectory.baseLogZ();
        for (int r = 0; r < trajectory.rungs() - 1; r++) {
            for (int p = 0; p < chains.partitions(); p++) {
                double share = (double) chains.of(p).chains() / chains.count();
                logZ += share * chains.of(p).ladderMeans().logRatios()[r];
            }
        }
        double[] up = join(exchanges.stream().map(Exchange::up));
        double[] down = join(exchanges.stream().map(Exchange::down));
        return logZ + BennettRatio.of(up, down).value();
    }

    private static double[] join(Stream<double[]> parts) {
        return parts.flatMapToDouble(Arrays::stream).toArray();
    }
}
