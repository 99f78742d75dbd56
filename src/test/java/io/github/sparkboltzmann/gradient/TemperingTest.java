package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.BennettRatio;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.Exchange;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Tempered chains at equilibrium give the exact gradient, exchange as often as they should, and tell log Z. */
class TemperingTest {
    private static final Machine MACHINE = TinyMachines.restricted();
    private static final Parameters PARAMETERS = TinyMachines.random(MACHINE, 1.5, 31);
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};
    private static final StatisticsForm FORM = StatisticsForm.HIDDEN_PROBABILITIES;

    /** Rung 0, a machine with half the weights, and one with three quarters. */
    private static Trajectory trajectory() {
        Trajectory trajectory = Trajectory.start(Kernels.elementwise(), MACHINE, PARAMETERS);
        for (float part : new float[] {0.5f, 0.75f}) {
            trajectory = trajectory.with(scaled(part));
        }
        return trajectory;
    }

    private static float[] scaled(float part) {
        float[] values = PARAMETERS.values().clone();
        Block w = MACHINE.weights(0);
        for (int i = w.offset(); i < w.end(); i++) {
            values[i] *= part;
        }
        return values;
    }

    private static double logZ(float[] values) {
        return Enumeration.of(MACHINE, Parameters.of(MACHINE, values), 1).logPartitionFunction();
    }

    private static ChainBlock chains(int count, int rungs) {
        return Chains.start(Kernels.elementwise(), MACHINE, PARAMETERS, count, 1, 5, rungs)
                .of(0);
    }

    private static GradientEstimator parallel(int chains, int temperatures) {
        GradientEstimator pt = new ParallelTempering(MACHINE, FORM, Kernels.elementwise(), Kernels.batchProducts());
        pt.take(chains(chains, temperatures - 1), Trajectory.start(Kernels.elementwise(), MACHINE, PARAMETERS));
        pt.load(PARAMETERS.values());
        return pt;
    }

    private static GradientEstimator trajectory(int chains) {
        GradientEstimator ptt =
                new TrajectoryTempering(MACHINE, FORM, 1, Kernels.elementwise(), Kernels.batchProducts());
        Trajectory trajectory = trajectory();
        ptt.take(chains(chains, trajectory.rungs()), trajectory);
        ptt.load(PARAMETERS.values());
        return ptt;
    }

    @Test
    void rungZeroIsIndependentUnitsOfKnownLogZ() {
        Trajectory start = Trajectory.start(Kernels.elementwise(), MACHINE, PARAMETERS);
        assertEquals(logZ(start.parameters(0)), start.baseLogZ(), 1e-6);
        Block w = MACHINE.weights(0);
        assertArrayEquals(new float[w.length()], Arrays.copyOfRange(start.parameters(0), w.offset(), w.end()));
    }

    @Test
    void gradientOfParallelTemperingAtEquilibriumIsTheExactOne() {
        assertExact(() -> parallel(500, 4));
    }

    @Test
    void gradientOfTrajectoryTemperingAtEquilibriumIsTheExactOne() {
        assertExact(() -> trajectory(500));
    }

    private static void assertExact(java.util.function.Supplier<GradientEstimator> estimator) {
        double[] exact = EquilibriumGradient.exact(MACHINE, PARAMETERS, DATA);
        double[] z = EquilibriumGradient.zScores(MACHINE, DATA, estimator.get(), 1, exact, 1);
        assertTrue(EquilibriumGradient.worst(z) < 5, Arrays.toString(z));
        double[] faulty = EquilibriumGradient.zScores(MACHINE, DATA, estimator.get(), 1, exact, 1.1);
        assertTrue(EquilibriumGradient.worst(faulty) > 8, "a model phase that counts 10 % too much is caught");
    }

    /** Lower rungs stay at equilibrium too: the marginals of each rung's visible units are those of its own machine. */
    @Test
    void everyRungKeepsItsOwnDistribution() {
        int chains = 4000;
        Trajectory trajectory = trajectory();
        GradientEstimator ptt = trajectory(chains);
        run(ptt, 60, 0);
        ChainBlock after = ptt.chains();
        for (int r = 0; r <= trajectory.rungs(); r++) {
            float[] values = r == trajectory.rungs() ? PARAMETERS.values() : trajectory.parameters(r);
            ChainBlock rung = r == trajectory.rungs() ? after : after.rung(r);
            double[] expected = Arrays.copyOfRange(
                    Enumeration.of(MACHINE, Parameters.of(MACHINE, values), 1).expectations(),
                    MACHINE.biases(0).offset(),
                    MACHINE.biases(0).end());
            float[] states = new float[chains * expected.length];
            rung.layer(0).unpack(states);
            for (int i = 0; i < expected.length; i++) {
                double mean = 0;
                for (int c = 0; c < chains; c++) {
                    mean += states[c * expected.length + i] / chains;
                }
                assertEquals(expected[i], mean, 5 * Math.sqrt(0.25 / chains), "rung " + r + ", unit " + i);
            }
        }
    }

    private static void run(GradientEstimator estimator, int updates, long from) {
        RowBlock none = RowBlock.pack(Encoding.BITS, 4, new float[0][]);
        for (long step = from; step < from + updates; step++) {
            estimator.add(
                    none, new Share(DrawKey.of(9, step, 1), step, 0, 1), new Statistics(MACHINE.statisticsLayout()));
        }
    }

    @Test
    void exchangesTellAcceptanceAndTheRatioOfPartitionFunctions() {
        GradientEstimator ptt = trajectory(20_000);
        run(ptt, 40, 0);
        Exchange exchange = ptt.exchange();
        float[] low = scaled(0.75f);
        BennettRatio ratio = BennettRatio.of(exchange.up(), exchange.down());
        double expected = logZ(PARAMETERS.values()) - logZ(low);
        assertEquals(expected, ratio.value(), 5 * ratio.standardError());
        assertTrue(ratio.standardError() < 0.01, "standard error " + ratio.standardError());
        double frozen = logZ(low) - logZ(scaled(0.5f));
        assertEquals(frozen, ptt.chains().ladderMeans().logRatios()[1], 0.01);
        double acceptance = exchange.acceptanceSum() / exchange.up().length;
        assertEquals(expectedAcceptance(low, PARAMETERS.values()), acceptance, 0.02);
        assertEquals(acceptance, ptt.chains().ladderMeans().acceptance()[2], 0.1);
    }

    /** The sum over pairs of visible states of both machines. */
    private static double expectedAcceptance(float[] low, float[] high) {
        double[] p = visible(low);
        double[] q = visible(high);
        double sum = 0;
        for (int a = 0; a < p.length; a++) {
            for (int b = 0; b < q.length; b++) {
                sum += p[a] * q[b] * Math.min(1, p[b] * q[a] / (p[a] * q[b]));
            }
        }
        return sum;
    }

    /** P(v), numbered by the states' bits. */
    private static double[] visible(float[] values) {
        Enumeration all = Enumeration.of(MACHINE, Parameters.of(MACHINE, values), 1);
        double[] p = new double[16];
        for (int n = 0; n < all.count(); n++) {
            int number = 0;
            for (int i = 0; i < 4; i++) {
                number |= (int) all.state(n)[0][i] << i;
            }
            p[number] += all.probability(n);
        }
        return p;
    }

    @Test
    void theLadderMovesUntilNeighboursExchangeEquallyOften() {
        Parameters strong = TinyMachines.random(MACHINE, 6, 31);
        GradientEstimator pt = new ParallelTempering(MACHINE, FORM, Kernels.elementwise(), Kernels.batchProducts());
        pt.take(chains(200, 4), Trajectory.start(Kernels.elementwise(), MACHINE, strong));
        pt.load(strong.values());
        run(pt, 50, 0);
        double before = spread(pt.chains().ladderMeans().acceptance());
        run(pt, 3000, 50);
        ChainBlock after = pt.chains();
        assertTrue(before > 0.2, "equal steps exchange unequally, spread " + before);
        assertTrue(
                spread(after.ladderMeans().acceptance()) < 0.05,
                Arrays.toString(after.ladderMeans().acceptance()));
        double[] beta =
                ParallelTempering.inverseTemperatures(after.ladderMeans().logWidths());
        assertEquals(0, beta[0]);
        assertEquals(1, beta[4]);
    }

    private static double spread(float[] x) {
        float[] sorted = x.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - 1] - sorted[0];
    }

    @Test
    void chainsThatTravelGoOnAsIfTheyDidNot() {
        Trajectory trajectory = trajectory();
        for (boolean frozen : new boolean[] {true, false}) {
            GradientEstimator without = frozen ? trajectory(7) : parallel(7, 3);
            ChainBlock travelling = without.chains();
            for (int step = 0; step < 9; step++) {
                run(without, 1, step);
                GradientEstimator other = frozen ? trajectory(7) : parallel(7, 3);
                other.take(
                        travelling, frozen ? trajectory : Trajectory.start(Kernels.elementwise(), MACHINE, PARAMETERS));
                run(other, 1, step);
                travelling = other.chains();
            }
            assertEquals(without.chains().rungs(), travelling.rungs());
            for (int r = 0; r < travelling.rungs(); r++) {
                assertArrayEquals(states(without.chains().rung(r)), states(travelling.rung(r)));
            }
            assertArrayEquals(states(without.chains()), states(travelling));
            assertArrayEquals(
                    without.chains().ladderMeans().acceptance(),
                    travelling.ladderMeans().acceptance());
            assertArrayEquals(
                    without.chains().ladderMeans().logWidths(),
                    travelling.ladderMeans().logWidths());
        }
    }

    private static float[] states(ChainBlock block) {
        float[] states = new float[block.chains() * 4];
        block.layer(0).unpack(states);
        return states;
    }
}
