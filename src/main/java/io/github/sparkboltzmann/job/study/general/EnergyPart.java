package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.general.FinalStates.Draws;
import io.github.sparkboltzmann.report.ScatterChart;
import io.github.sparkboltzmann.sample.Enumeration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Part {@code energy}: how often chains end in a state against the state's energy. Boltzmann's law is a line:
 *
 * <pre>
 * log(frequency) = -E / kT - log Z        slope -1 / kT
 * </pre>
 *
 * <p>The slope is fitted by least squares over states that are expected {@value #LEAST} times or more, with these expectations as weights, since the logarithm of a count
 * has the variance 1 / expectation; the count has 1/2 added, which makes the logarithm's mean right to second order. {@code Standard error = 1 / sqrt(sum_i expectation_i
 * (E_i - mean E)^2)}.
 */
final class EnergyPart {
    private static final double[] TEMPERATURES = {0.7, 1, 2};
    private static final int LEAST = 20;
    private static final int NUMBER = 13;
    private static final int SWEEPS = 200;

    private EnergyPart() {}

    static List<Claim> run(StudyContext context) {
        int chains = context.choose(131_072, 32_768);
        long seed = context.seeds().get(0);
        // A sparse graph of 12 units; its weights are for kT = 1.67, and so a little stronger at these.
        RandomMachine machine = RandomMachine.of(NUMBER, seed);
        context.setting("energy.machine", machine.name);
        context.setting("energy.chains", chains);
        context.setting("energy.sweeps", SWEEPS);
        ScatterChart chart = new ScatterChart(
                context.title("How often the sampler ends in a state, and its energy"),
                "energy of the state",
                "log of the state's frequency");
        List<Claim> claims = new ArrayList<>();
        for (int t = 0; t < TEMPERATURES.length; t++) {
            double temperature = TEMPERATURES[t];
            int[] counts = FinalStates.count(
                    machine.at(temperature), chains / FinalStates.BLOCK, SWEEPS, seed + t, Draws.ONCE);
            Enumeration exact = Enumeration.of(machine.machine, machine.parameters, temperature);
            Line line = new Line(exact, temperature, counts, chains);
            String name = String.format(Locale.ROOT, "kT = %s", temperature);
            chart.points(
                    String.format(Locale.ROOT, "%s, fitted slope %.3f", name, line.slope),
                    line.energies,
                    line.logs,
                    -1 / temperature,
                    -exact.logPartitionFunction());
            context.say(String.format(
                    Locale.ROOT,
                    "%s: %d states, slope %.4f +- %.4f, -1/kT = %.4f",
                    name,
                    line.energies.length,
                    line.slope,
                    line.error,
                    -1 / temperature));
            claims.add(Claim.information(
                    "log frequency against energy, " + name + ": fitted slope, and -1/kT",
                    line.slope,
                    -1 / temperature,
                    Claim.Better.HIGHER));
            claims.add(Claim.atMost(
                    "log frequency against energy, " + name
                            + ": distance of the slope from -1/kT in standard errors of "
                            + String.format(Locale.ROOT, "%.4f", line.error),
                    Math.abs(line.slope + 1 / temperature) / line.error,
                    // Of three slopes one is more than 3 off in a run of a hundred.
                    4));
        }
        context.file(
                "energy.png",
                chart.note(
                                "Points: states that are expected 20 times or more. Lines: -E/kT - log Z, exact, of slope -1/kT.")
                        .png());
        return claims;
    }

    /** Points and the weighted least squares line through them. */
    private static final class Line {
        final double[] energies;
        final double[] logs;
        final double slope;
        final double error;

        Line(Enumeration exact, double temperature, int[] counts, int chains) {
            int[] states = IntStream.range(0, counts.length)
                    .filter(n -> chains * exact.probability(n) >= LEAST)
                    .toArray();
            double[] weights = Arrays.stream(states)
                    .mapToDouble(n -> chains * exact.probability(n))
                    .toArray();
            double logZ = exact.logPartitionFunction();
            energies = Arrays.stream(states)
                    .mapToDouble(n -> -temperature * (Math.log(exact.probability(n)) + logZ))
                    .toArray();
            logs = Arrays.stream(states)
                    .mapToDouble(n -> Math.log((counts[n] + 0.5) / chains))
                    .toArray();
            double meanEnergy = mean(weights, energies);
            double meanLog = mean(weights, logs);
            double square = 0;
            double product = 0;
            for (int i = 0; i < states.length; i++) {
                square += weights[i] * (energies[i] - meanEnergy) * (energies[i] - meanEnergy);
                product += weights[i] * (energies[i] - meanEnergy) * (logs[i] - meanLog);
            }
            slope = product / square;
            error = 1 / Math.sqrt(square);
        }

        private static double mean(double[] weights, double[] values) {
            double sum = 0;
            double total = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * values[i];
                total += weights[i];
            }
            return sum / total;
        }
    }
}
