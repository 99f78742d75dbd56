package io.github.sparkboltzmann.job.benchmark;

import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.report.Numbers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the figures depend on: processor, cores, JVM, matrix library, the load of others, and variables that slow the library. */
final class MachineFacts {
    /** More than this much of a core in use by others is worth saying. */
    private static final double IDLE = 0.3;

    private MachineFacts() {}

    static void describe(Report report) {
        report.fact("processor", processor(Path.of("/proc/cpuinfo")));
        report.fact("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        report.fact("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        report.fact(
                "JVM",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version") + ", "
                        + System.getProperty("java.vm.vendor"));
        report.fact("kernels", Kernels.description());
        warnOfVariables(System.getenv(), report);
        double load = load();
        report.fact("load average at the start", loadText(load));
        if (load > IDLE) {
            report.note("Others used the cores when the benchmark began (load average " + Numbers.fixed(load, 2)
                    + "): ratios were taken in turn and hold better than rates; run it again on a quiet machine.");
        }
    }

    /** What is known only when all has been measured. */
    static void describeEnd(Report report) {
        report.fact("load average at the end", loadText(load()));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String loadText(double load) {
        return load < 0 ? "unknown" : Numbers.fixed(load, 2);
    }

    /** The model's name in {@code /proc/cpuinfo}; the architecture where there is none. */
    static String processor(Path cpuinfo) {
        try {
            for (String line : Files.readAllLines(cpuinfo)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
        return System.getProperty("os.arch");
    }

    static void warnOfVariables(Map<String, String> environment, Report report) {
        environment.forEach((name, value) -> {
            if (name.matches("OPENBLAS_(CORETYPE|L2_SIZE|VERBOSE)|OPENBLAS_.*BLOCK.*")) {
                report.fact(name, value);
            }
        });
        if (environment.containsKey("OPENBLAS_CORETYPE")) {
            report.note("OPENBLAS_CORETYPE is set to " + environment.get("OPENBLAS_CORETYPE")
                    + ": OpenBLAS does not choose its kernels by the processor, which may halve all rates; unset it.");
        }
    }
}
