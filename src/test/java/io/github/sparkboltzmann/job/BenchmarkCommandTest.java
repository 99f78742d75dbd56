package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The benchmark as a command, without measuring anything. */
class BenchmarkCommandTest {
    @Test
    void itsProcessesAreNoJobsForPeople() {
        Captured help = Captured.run("--help");
        assertEquals(0, help.code);
        assertTrue(help.out.contains("benchmark "), help.out);
        assertFalse(help.out.contains("benchmark-part"), help.out);
    }

    @Test
    void outsideItsScriptItSaysHowToStartIt() {
        Captured run = Captured.run("benchmark", "--output", "target/no-benchmark");
        assertEquals(1, run.code);
        assertTrue(run.explanation().contains("start it as submit/benchmark"), run.explanation());
    }

    @Test
    void anUnknownOptionIsWrongUse() {
        assertEquals(2, Captured.run("benchmark", "--fast").code);
    }
}
