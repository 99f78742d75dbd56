package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Different draws have different inputs of the generator. */
class DrawKeyTest {
    private static final long[] SEEDS = {0, 1, -1, 1L << 32, Long.MIN_VALUE};
    private static final long[] STEPS = {0, 1, 0xFFFFFFFFL, 1L << 32, (1L << 40) - 1};
    private static final int[] PURPOSES = {0, 1, 255};
    private static final int[] PARTITIONS = {0, 1, Integer.MAX_VALUE};
    private static final int[] RUNGS = {0, 1, 65_535};
    private static final int[] SWEEPS = {0, 1, 255, 256, (1 << 24) - 1};
    private static final int[] LAYERS = {0, 1, 255};

    @Test
    void differentTuplesAreDifferentKeys() {
        Set<String> keys = new HashSet<>();
        int tuples = 0;
        for (long seed : SEEDS) {
            for (long step : STEPS) {
                for (int purpose : PURPOSES) {
                    for (int partition : PARTITIONS) {
                        tuples += addAll(keys, DrawKey.of(seed, step, purpose).partition(partition));
                    }
                }
            }
        }
        assertEquals(tuples, keys.size());
    }

    private static int addAll(Set<String> keys, DrawKey key) {
        int tuples = 0;
        for (int rung : RUNGS) {
            for (int sweep : SWEEPS) {
                for (int layer : LAYERS) {
                    keys.add(key.rung(rung).at(sweep, layer).toString());
                    tuples++;
                }
            }
        }
        return tuples;
    }

    @Test
    void theOrderOfNamingDoesNotMatterAndTheLastOneCounts() {
        DrawKey key = DrawKey.of(5, 6, 7);
        String expected = key.partition(1).rung(2).at(3, 4).toString();
        assertEquals(expected, key.at(3, 4).rung(2).partition(1).toString());
        assertEquals(
                expected,
                key.at(9, 9).rung(9).partition(9).partition(1).rung(2).at(3, 4).toString());
    }

    @Test
    void partsOutsideTheirRangeAreRefused() {
        DrawKey key = DrawKey.of(0, 0, 0);
        refuses("step", () -> DrawKey.of(0, 1L << 40, 0));
        refuses("step", () -> DrawKey.of(0, -1, 0));
        refuses("purpose", () -> DrawKey.of(0, 0, 256));
        refuses("purpose", () -> DrawKey.of(0, 0, -1));
        refuses("partition", () -> key.partition(-1));
        refuses("rung", () -> key.rung(65_536));
        refuses("rung", () -> key.rung(-1));
        refuses("sweep", () -> key.at(1 << 24, 0));
        refuses("sweep", () -> key.at(-1, 0));
        refuses("layer", () -> key.at(0, 256));
        refuses("layer", () -> key.at(0, -1));
    }

    private static void refuses(String part, Executable naming) {
        String message = assertThrows(IllegalArgumentException.class, naming).getMessage();
        assertTrue(message.contains(part + " must lie in"), message);
    }
}
