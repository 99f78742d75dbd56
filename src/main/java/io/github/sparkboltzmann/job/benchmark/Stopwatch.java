package io.github.sparkboltzmann.job.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Times work of one thread in the thread's own processor time, which other work on the cores does not add to. */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double WARM_UP_SECONDS = 0.3;

    private final double seconds;

    /** @param seconds of one measurement */
    Stopwatch(double seconds) {
        this.seconds = seconds;
    }

    /** Lets the compiler see the work. */
    void warmUp(Runnable work) {
        run(work, WARM_UP_SECONDS);
    }

    /** Calls a second, over as many calls as fill one measurement. */
    double rate(Runnable work) {
        return run(work, seconds);
    }

    private static double run(Runnable work, double seconds) {
        long limit = (long) (seconds * 1e9);
        long start = now();
        long used;
        int calls = 0;
        do {
            work.run();
            calls++;
            used = now() - start;
        } while (used < limit);
        return calls / (used * 1e-9);
    }

    private static long now() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
