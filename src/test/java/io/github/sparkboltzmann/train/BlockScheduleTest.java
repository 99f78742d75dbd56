package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rows a step takes. */
class BlockScheduleTest {
    @Test
    void anEpochHasRowsOverBatchSizeUpdatesRoundedUp() {
        assertEquals(10, new BlockSchedule(1000, 100, 1).blocks());
        assertEquals(11, new BlockSchedule(1001, 100, 1).blocks());
        assertEquals(1, new BlockSchedule(5, 100, 1).blocks());
    }

    @Test
    void everyBlockComesOnceAnEpoch() {
        BlockSchedule schedule = new BlockSchedule(700, 100, 5);
        for (int epoch = 0; epoch < 20; epoch++) {
            Set<Integer> blocks = new HashSet<>();
            for (int i = 0; i < 7; i++) {
                blocks.add(schedule.blockOf(7L * epoch + i));
            }
            assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6), blocks);
        }
    }

    @Test
    void theFirstBlockOfAnEpochDependsOnEpochAndSeed() {
        Set<Integer> byEpoch = new HashSet<>();
        Set<Integer> bySeed = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            byEpoch.add(new BlockSchedule(700, 100, 5).blockOf(7L * i));
            bySeed.add(new BlockSchedule(700, 100, i).blockOf(0));
        }
        assertEquals(7, byEpoch.size());
        assertEquals(7, bySeed.size());
    }

    @Test
    void blocksCoverAPartitionWithoutGapsAndDifferByOneRowAtMost() {
        for (int blocks : new int[] {1, 2, 3, 7, 64}) {
            BlockSchedule schedule = new BlockSchedule(blocks, 1, 9);
            for (int rows : new int[] {0, 1, 2, 6, 7, 8, 63, 64, 65, 1000, 2_000_000_000}) {
                assertEquals(0, schedule.firstRow(0, rows));
                assertEquals(rows, schedule.firstRow(blocks, rows));
                for (int b = 0; b < blocks; b++) {
                    int size = schedule.firstRow(b + 1, rows) - schedule.firstRow(b, rows);
                    assertTrue(size == rows / blocks || size == rows / blocks + 1, blocks + " blocks, " + rows);
                }
            }
        }
    }

    @Test
    void refusesNoRowsAndNoBatch() {
        assertThrows(IllegalArgumentException.class, () -> new BlockSchedule(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BlockSchedule(1, 0, 1));
    }
}
