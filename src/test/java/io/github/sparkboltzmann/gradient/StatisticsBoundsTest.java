package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of units without a bound, on grids of bounds that are found as the sums come. */
class StatisticsBoundsTest {
    private static final Machine MACHINE =
            Machine.restricted(UnitTypes.named("gaussian-learned"), 5, UnitTypes.BERNOULLI, 4);

    /** One partition's sums, of very different sizes from block to block. */
    private static Statistics partition(int number, double[] bounds) {
        Statistics statistics = new Statistics(MACHINE.statisticsLayout());
        Random random = new Random(number);
        float[] values = statistics.values();
        for (int b = 0; b < MACHINE.statisticsLayout().blocks().size(); b++) {
            var block = MACHINE.statisticsLayout().block(b);
            for (int i = block.offset(); i < block.end(); i++) {
                values[i] = (float) (Math.pow(100, b - 2) * random.nextGaussian());
            }
        }
        statistics.count(10, 5 * random.nextDouble());
        statistics.roundToBounds(MACHINE.statisticsLayout(), bounds, 3, 30, 5 * 0x1p24);
        return statistics;
    }

    private static Statistics sum(double[] bounds, int... order) {
        Statistics sum = partition(order[0], bounds);
        for (int i = 1; i < order.length; i++) {
            sum.merge(partition(order[i], bounds));
        }
        return sum;
    }

    @Test
    void sumsFitTheBoundsOfTheirRepetitionAndDoNotDependOnTheOrder() {
        Statistics first = sum(null, 1, 2, 3);
        assertFalse(first.fits(null));
        double[] bounds = first.nextBounds();
        Statistics sum = sum(bounds, 1, 2, 3);
        assertTrue(sum.fits(bounds));
        for (int[] order : new int[][] {{3, 1, 2}, {2, 3, 1}, {3, 2, 1}}) {
            Statistics other = sum(bounds, order);
            assertArrayEquals(sum.values(), other.values());
            assertEquals(sum.squaredError(), other.squaredError());
            assertArrayEquals(sum.nextBounds(), other.nextBounds());
        }
        for (var block : MACHINE.statisticsLayout().blocks()) {
            for (int i = block.offset(); i < block.end(); i++) {
                double exact = 0;
                for (int p = 1; p <= 3; p++) {
                    exact += partition(p, null).values()[i];
                }
                double bound = bounds[MACHINE.statisticsLayout().blocks().indexOf(block)];
                assertEquals(exact, sum.values()[i], 3 * 3 * bound * 0x1p-22, block.name());
            }
        }
    }

    @Test
    void sumsBeyondTheirBoundsAreNoticed() {
        double[] bounds = sum(null, 1, 2, 3).nextBounds();
        bounds[1] /= 4;
        assertFalse(sum(bounds, 1, 2, 3).fits(bounds));
    }

    @Test
    void aNumberThatIsNotFiniteIsNoticedInWeightsToo() {
        Statistics statistics = new Statistics(MACHINE.statisticsLayout());
        statistics.values()[0] = Float.POSITIVE_INFINITY;
        statistics.roundToBounds(MACHINE.statisticsLayout(), null, 3, 30, 1);
        assertFalse(statistics.isFinite(MACHINE.statisticsLayout()));
    }
}
