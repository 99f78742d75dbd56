package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When checkpoints are taken, with a clock of the test's. */
class CheckpointTimesTest {
    private long nanos;

    @Test
    void afterEveryFewEpochsAndAtTheEnd() {
        assertEquals(List.of(20L, 40L, 50L), taken(2, 0, 0, 1, 50));
    }

    @Test
    void whereARoundCrossesTheEndOfAnEpochTheCheckpointFollowsTheRound() {
        assertEquals(List.of(12L, 20L, 32L, 40L, 50L), taken(1, 0, 0, 4, 50));
    }

    @Test
    void afterSoManyMinutes() {
        // A step takes a second of this clock.
        assertEquals(List.of(15L, 30L, 45L, 50L), taken(0, 0.25, 0, 1, 50));
    }

    @Test
    void oneByTimePutsOffTheNextByTimeAlone() {
        assertEquals(List.of(7L, 10L, 17L, 20L), taken(1, 7.0 / 60, 0, 1, 20));
    }

    @Test
    void aRunThatGoesOnDoesNotWriteWhatItReadAgain() {
        assertEquals(List.of(30L, 40L), taken(1, 0, 20, 1, 40));
        assertEquals(List.of(40L), taken(-1, 0, 20, 1, 40));
    }

    private List<Long> taken(int epochs, double minutes, long first, int steps, long total) {
        nanos = 0;
        CheckpointTimes times = new CheckpointTimes(epochs, minutes, first, () -> nanos);
        List<Long> taken = new ArrayList<>();
        for (long step = first; step <= total; step = step == total ? step + 1 : Math.min(total, step + steps)) {
            nanos = (step - first) * 1_000_000_000L;
            if (times.isDue(step, 10, step == total)) {
                times.taken(step);
                taken.add(step);
            }
        }
        return taken;
    }
}
