package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** A job that Spark gives up is told in a sentence; a stack trace follows where the program may be at fault. */
class LostTasksTest {
    @Test
    void aTaskThatFailsIsTheReasonInOneSentence() {
        Throwable failure = assertThrows(Exception.class, () -> run(new IllegalStateException("no good")));
        String sentence = LostTasks.sentence(failure);
        assertTrue(sentence.contains("IllegalStateException: no good"), sentence);
        assertTrue(sentence.startsWith("a task failed "), sentence);
        assertEquals(1, sentence.lines().count(), sentence);
        assertFalse(LostTasks.areTheClusters(failure));
    }

    @Test
    void disksAndNetworksAreTheClusters() {
        assertTrue(LostTasks.areTheClusters(assertThrows(Exception.class, () -> run(new IOException("disk gone")))));
    }

    @Test
    void otherFailuresAreNone() {
        assertNull(LostTasks.sentence(new IllegalStateException("Job aborted")));
    }

    private static void run(Exception failure) {
        JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext())
                .parallelize(List.of(1), 1)
                .foreach(row -> {
                    throw failure;
                });
    }
}
