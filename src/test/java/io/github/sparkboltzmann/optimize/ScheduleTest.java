package io.github.sparkboltzmann.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.optimize.Schedule.Shape;
import org.junit.jupiter.api.Test;

/** Learning rates and momentum over a run. */
class ScheduleTest {
    @Test
    void constantNeverMoves() {
        Schedule schedule = new Schedule(Shape.CONSTANT, 0.05, 0);
        assertEquals(0.05, schedule.at(0, 10));
        assertEquals(0.05, schedule.at(10, 10));
    }

    @Test
    void linearGoesInEqualStepsFromFirstToLast() {
        Schedule schedule = new Schedule(Shape.LINEAR, 0.4, 0);
        assertEquals(0.4, schedule.at(0, 4));
        assertEquals(0.3, schedule.at(1, 4), 1e-15);
        assertEquals(0.1, schedule.at(3, 4), 1e-15);
        assertEquals(0, schedule.at(4, 4), 1e-15);
    }

    @Test
    void exponentialGoesInEqualRatiosFromFirstToLast() {
        Schedule schedule = new Schedule(Shape.EXPONENTIAL, 0.1, 0.001);
        assertEquals(0.1, schedule.at(0, 2));
        assertEquals(0.01, schedule.at(1, 2), 1e-15);
        assertEquals(0.001, schedule.at(2, 2), 1e-15);
    }

    @Test
    void theInverseOfAnInverseScheduleGoesInEqualSteps() {
        Schedule schedule = new Schedule(Shape.INVERSE, 0.5, 0.1);
        for (int done = 0; done <= 4; done++) {
            assertEquals(2 + done * 2, 1 / schedule.at(done, 4), 1e-12);
        }
        assertThrows(IllegalArgumentException.class, () -> new Schedule(Shape.INVERSE, 0.5, 0));
    }

    @Test
    void cosineStartsAndEndsFlatAndIsHalfwayInTheMiddle() {
        Schedule schedule = new Schedule(Shape.COSINE, 0.5, 0);
        assertEquals(0.5, schedule.at(0, 6));
        assertEquals(0.375, schedule.at(2, 6), 1e-12);
        assertEquals(0.25, schedule.at(3, 6), 1e-12);
        assertEquals(0, schedule.at(6, 6), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new Schedule(Shape.COSINE, 0.5, -0.1));
    }

    @Test
    void aRunOfNoUpdatesHasTheFirstRate() {
        assertEquals(0.4, new Schedule(Shape.LINEAR, 0.4, 0.1).at(0, 0));
    }

    @Test
    void refusesRatesThatAreNotPositive() {
        assertThrows(IllegalArgumentException.class, () -> new Schedule(Shape.CONSTANT, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(Shape.CONSTANT, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(Shape.LINEAR, 0.1, -0.1));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(Shape.EXPONENTIAL, 0.1, 0));
    }

    @Test
    void everyShapeHasItsName() {
        for (Shape shape : Shape.values()) {
            assertEquals(shape, Shape.named(shape.id()));
        }
        String message = assertThrows(IllegalArgumentException.class, () -> Shape.named("sine"))
                .getMessage();
        assertTrue(message.contains("sine") && message.contains("exponential"), message);
    }

    @Test
    void momentumSwitchesInItsEpoch() {
        Momentum momentum = new Momentum(0.5, 0.9, 6);
        assertEquals(0.5, momentum.at(1));
        assertEquals(0.5, momentum.at(5));
        assertEquals(0.9, momentum.at(6));
        assertEquals(0.9, momentum.at(7));
        assertEquals(0.9, new Momentum(0.5, 0.9, 1).at(1));
    }

    @Test
    void momentumOfOneOrNegativeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Momentum(1, 0.9, 6));
        assertThrows(IllegalArgumentException.class, () -> new Momentum(0.5, -0.1, 6));
        assertThrows(IllegalArgumentException.class, () -> new Momentum(0.5, 0.9, 0));
    }
}
