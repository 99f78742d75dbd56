package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.general.FinalStates.Draws;
import io.github.sparkboltzmann.sample.Enumeration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Part {@code sampler}: where chains of 20 random machines end, against the exact Boltzmann distribution; the same with faults planted, which have to be caught; gradients
 * and detailed balance.
 */
final class SamplerPart {
    /** A p-value below is a fault: one sound machine in ten thousand looks like one. */
    private static final double CAUGHT = 1e-4;

    private static final double HOTTER = 1.1;

    private SamplerPart() {}

    static List<Claim> run(StudyContext context) {
        int chains = context.choose(65_536, 16_384);
        int sweeps = context.choose(200, 100);
        int faultyChains = context.choose(32_768, 16_384);
        int faultyEvery = context.choose(1, 5);
        long seed = context.seeds().get(0);
        context.setting("sampler.machines", RandomMachine.COUNT);
        context.setting("sampler.chains", chains);
        context.setting("sampler.sweeps", sweeps);
        context.setting("sampler.faults.chains", faultyChains);
        int faults = Draws.values().length + 1;
        double[][] p = new double[faults + 1][RandomMachine.COUNT];
        double gradient = 0;
        double imbalance = 0;
        for (int n = 0; n < RandomMachine.COUNT; n++) {
            RandomMachine machine = RandomMachine.of(n, seed);
            Enumeration exact = Enumeration.of(machine.machine, machine.parameters, machine.temperature);
            gradient = Math.max(gradient, ExactChecks.gradientError(machine));
            imbalance = Math.max(imbalance, ExactChecks.imbalance(machine, exact));
            RandomMachine[] run = {
                machine, machine.at(HOTTER * machine.temperature), machine.withoutLargestCoupling(), machine, machine
            };
            Draws[] draws = {Draws.ONCE, Draws.ONCE, Draws.ONCE, Draws.IN_TWO_SWEEPS, Draws.IN_TWO_CHAINS};
            int cells = 0;
            for (int f = 0; f < p.length; f++) {
                p[f][n] = Double.NaN;
                if (f > 0 && n % faultyEvery > 0) {
                    continue;
                }
                // Another seed for each run: what is found in one tells nothing of another.
                long own = seed + 1_000L * (f + 1) + n;
                int[] counts = FinalStates.count(
                        run[f], (f == 0 ? chains : faultyChains) / FinalStates.BLOCK, sweeps, own, draws[f]);
                ChiSquare test = ChiSquare.of(counts, exact);
                p[f][n] = test.p;
                cells = f == 0 ? test.cells : cells;
            }
            context.say(String.format(
                    Locale.ROOT,
                    "%-36s kT %.2f, %,6d cells: p %.3f; hotter %.1e, coupling dropped %.1e, draws in two sweeps %.1e, in two chains %.1e",
                    machine.name,
                    machine.temperature,
                    cells,
                    p[0][n],
                    p[1][n],
                    p[2][n],
                    p[3][n],
                    p[4][n]));
        }
        return claims(context, p, gradient, imbalance);
    }

    private static List<Claim> claims(StudyContext context, double[][] p, double gradient, double imbalance) {
        context.setting("sampler.p", Arrays.stream(p[0]).boxed().toList());
        List<Claim> claims = new ArrayList<>();
        String what = "20 random machines, chains' ends against exact probabilities: ";
        double uniform =
                new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), p[0], true);
        claims.add(Claim.atLeast(
                what + "smallest p-value of chi-square",
                Arrays.stream(p[0]).min().orElseThrow(),
                5e-4));
        claims.add(Claim.atLeast(
                what + "p-value of Kolmogorov and Smirnov's test that p-values are uniform", uniform, 0.01));
        String[] faults = {
            "temperature 10 % too high",
            "largest coupling dropped",
            "draws of a sweep used in the next, too",
            "draws of a block of chains used in the next, too"
        };
        for (int f = 0; f < faults.length; f++) {
            long planted = Arrays.stream(p[f + 1])
                    .filter(value -> !Double.isNaN(value))
                    .count();
            long caught =
                    Arrays.stream(p[f + 1]).filter(value -> value < CAUGHT).count();
            claims.add(Claim.atLeast(
                    "planted in " + planted + " of them, " + faults[f] + ": caught (p < 0.0001)", caught, planted));
        }
        claims.add(Claim.atMost(
                "exact gradient of the log-likelihood against finite differences: largest distance", gradient, 1e-4));
        claims.add(Claim.atMost(
                "detailed balance of single updates, all states and units: largest imbalance, of the pair's probability",
                imbalance,
                1e-6));
        return claims;
    }
}
