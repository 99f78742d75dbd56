package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When the alarm is heard, and when it is not. */
class DivergenceAlarmTest {
    @Test
    void growthAndALevelAreNoDivergence() {
        assertEquals(-1, firstAlarm(200, t -> -206 + 116 * (1 - Math.exp(-t / 20.0))));
    }

    @Test
    void noiseOnALevelIsNoDivergence() {
        assertEquals(-1, firstAlarm(2000, t -> -90 + 6 * Math.sin(t * t)));
    }

    @Test
    void oneBadMeasurementIsNoDivergence() {
        assertEquals(-1, firstAlarm(100, t -> t == 50 ? -120 : -206 + 116 * (1 - Math.exp(-t / 20.0))));
    }

    @Test
    void aSteadyFallOfATenthOfWhatWasLearntIsOne() {
        int heard = firstAlarm(200, t -> t < 60 ? -206 + 2 * t : -86 - (t - 60));
        // The fall has to reach 12 nats in the mean of five measurements.
        assertTrue(heard >= 72 && heard <= 78, "heard at " + heard);
    }

    @Test
    void aFallThatEndsBeforeATenthIsNone() {
        assertEquals(-1, firstAlarm(200, t -> t < 60 ? -206 + 2 * t : -86 - Math.min(10, t - 60)));
    }

    @Test
    void aValueThatIsNotFiniteIsHeardAtOnce() {
        assertTrue(new DivergenceAlarm(-200).hear(Double.NaN));
        assertTrue(new DivergenceAlarm(-200).hear(Double.NEGATIVE_INFINITY));
        assertFalse(new DivergenceAlarm(-200).hear(-210));
    }

    /** The number of the first value with an alarm, -1 for none. */
    private static int firstAlarm(int count, java.util.function.IntToDoubleFunction value) {
        DivergenceAlarm alarm = new DivergenceAlarm(-206);
        for (int t = 0; t < count; t++) {
            if (alarm.hear(value.applyAsDouble(t))) {
                return t;
            }
        }
        return -1;
    }
}
