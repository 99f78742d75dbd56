package io.github.sparkboltzmann.math;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of this folder, by JMH's own arguments, and tells the median as nanoseconds a unit or GFLOP/s. */
public final class Benchmarks {
    private static final double FLOPS =
            2.0 * ProductBenchmark.ROWS * ProductBenchmark.VISIBLE * ProductBenchmark.HIDDEN;

    private Benchmarks() {}

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.parent(new CommandLineOptions(arguments));
        StringBuilder lines = new StringBuilder(Kernels.description()).append('\n');
        for (RunResult result : new Runner(options.build()).run()) {
            BenchmarkParams what = result.getParams();
            double nanoseconds = result.getPrimaryResult().getStatistics().getPercentile(50);
            double spread = result.getPrimaryResult().getStatistics().getStandardDeviation() / nanoseconds;
            String name = what.getBenchmark().replaceAll(".*\\.", "");
            String units = what.getParam("units");
            lines.append(
                    units == null
                            ? String.format(
                                    "%-16s %-8s %7.1f GFLOP/s", name, what.getParam("precision"), FLOPS / nanoseconds)
                            : String.format(
                                    "%-16s %-8s %7.3f ns a unit",
                                    name, units, nanoseconds / KernelBenchmark.ROWS / Integer.parseInt(units)));
            lines.append(String.format("  (spread %.0f%%)%n", 100 * spread));
        }
        System.out.print(lines);
    }
}
