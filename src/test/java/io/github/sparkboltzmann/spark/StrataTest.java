package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.train.BlockSchedule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which rows the blocks of a partition get. */
class StrataTest {
    @Test
    void everyBlockHoldsEachStratumInItsShareAndEveryRowOnce() {
        Random random = new Random(2);
        for (int n = 0; n < 300; n++) {
            int rows = 1 + random.nextInt(200);
            int classes = 1 + random.nextInt(12);
            BlockSchedule schedule = new BlockSchedule(rows, 1 + random.nextInt(rows), 5);
            long[] strata = new long[rows];
            for (int r = 0; r < rows; r++) {
                strata[r] = (long) (classes * Math.pow(random.nextDouble(), 3));
            }
            assertShares(strata, schedule);
        }
    }

    @Test
    void everyUpdateSeesARareStratumThatHasARowForEach() {
        long[] strata = new long[1000];
        Arrays.fill(strata, 0, 20, 7);
        BlockSchedule schedule = new BlockSchedule(1000, 50, 5);
        int[] order = Strata.order(strata, schedule);
        for (int b = 0; b < 20; b++) {
            int rare = 0;
            for (int at = 50 * b; at < 50 * b + 50; at++) {
                rare += order[at] < 20 ? 1 : 0;
            }
            assertEquals(1, rare, "block " + b);
        }
    }

    private static void assertShares(long[] strata, BlockSchedule schedule) {
        int[] order = Strata.order(strata, schedule);
        int rows = strata.length;
        Map<Long, Integer> all = new HashMap<>();
        boolean[] seen = new boolean[rows];
        for (int r : order) {
            assertTrue(!seen[r], "row " + r + " twice");
            seen[r] = true;
            all.merge(strata[r], 1, Integer::sum);
        }
        for (int b = 0; b < schedule.blocks(); b++) {
            Map<Long, Integer> own = new HashMap<>();
            int last = -1;
            for (int at = schedule.firstRow(b, rows); at < schedule.firstRow(b + 1, rows); at++) {
                own.merge(strata[order[at]], 1, Integer::sum);
                assertTrue(order[at] > last, "rows keep their order inside a block");
                last = order[at];
            }
            for (Map.Entry<Long, Integer> stratum : all.entrySet()) {
                double share = (double) stratum.getValue() / schedule.blocks();
                int held = own.getOrDefault(stratum.getKey(), 0);
                assertTrue(Math.abs(held - share) < 1, held + " rows of a stratum, but its share is " + share);
            }
        }
    }
}
