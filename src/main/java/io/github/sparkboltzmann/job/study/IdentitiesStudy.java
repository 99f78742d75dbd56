package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.evaluate.Annealing;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.evaluate.InverseTemperatures;
import io.github.sparkboltzmann.evaluate.LogZEstimate;
import io.github.sparkboltzmann.evaluate.LogZEstimate.Direction;
import io.github.sparkboltzmann.evaluate.PseudoLikelihood;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.ExactRestricted;
import io.github.sparkboltzmann.sample.ExactSamples;
import io.github.sparkboltzmann.sample.TwoLayers;
import java.util.ArrayList;
import java.util.List;

/** Study {@code identities}: likelihoods of machines that are small enough to know them exactly, by every way there is. */
final class IdentitiesStudy implements Study {
    private static final int MACHINES = 20;
    private static final int CHAINS = 100;

    @Override
    public String name() {
        return "identities";
    }

    @Override
    public String description() {
        return "log Z three ways, annealing both ways, pseudo-likelihoods: against exact values";
    }

    @Override
    public List<Long> seeds(boolean quick) {
        return List.of(1L);
    }

    @Override
    public List<Claim> run(StudyContext context) {
        List<Claim> claims = new ArrayList<>();
        int temperatures = context.choose(InverseTemperatures.DEFAULT_STEPS, 4_000);
        context.setting("machines", MACHINES);
        context.setting("chains", CHAINS);
        context.setting("temperatures", temperatures);
        long seed = context.seeds().get(0);
        claims.add(logPartitionFunctions(seed));
        claims.addAll(annealing(context, seed, temperatures));
        claims.add(pseudoLikelihoods(seed));
        return claims;
    }

    private static Machine machine(int number) {
        return Machine.restricted(8 + number % 5, 4 + number % 4);
    }

    /** Normal weights and biases; the deviation grows with the number, from 0.5 to 1. */
    private static Parameters parameters(Machine machine, int number, long seed) {
        Parameters parameters = Parameters.zero(machine);
        DrawKey key = DrawKey.of(seed, number, Purpose.INITIAL_WEIGHTS.number());
        double deviation = 0.5 + 0.5 * number / (MACHINES - 1);
        NormalDraws.fill(parameters.values(), 0, 1, parameters.values().length, deviation, key);
        return parameters;
    }

    private static Claim logPartitionFunctions(long seed) {
        double worst = 0;
        for (int n = 0; n < MACHINES; n++) {
            Machine machine = machine(n);
            float[] w = parameters(machine, n, seed).values();
            ExactRestricted visible = new ExactRestricted(machine, true);
            ExactRestricted hidden = new ExactRestricted(machine, false);
            for (int beta = 0; beta <= 10; beta++) {
                double a = visible.logPartitionFunction(w, beta / 10.0);
                double b = hidden.logPartitionFunction(w, beta / 10.0);
                worst = Math.max(worst, Math.abs(a - b) / Math.abs(a));
                // All joint states, where they are few.
                if (n < 4 && beta > 0) {
                    double c = Enumeration.of(machine, Parameters.of(machine, w), 10.0 / beta)
                            .logPartitionFunction();
                    worst = Math.max(worst, Math.abs(a - c) / Math.abs(a));
                }
            }
        }
        return Claim.atMost(
                "log Z summing hidden units, visible units, and all joint states: largest relative difference",
                worst,
                1e-8);
    }

    private static List<Claim> annealing(StudyContext context, long seed, int temperatures) {
        double[] beta = InverseTemperatures.of(temperatures);
        double[] up = new double[MACHINES];
        double[] down = new double[MACHINES];
        int within = 0;
        double worst = 0;
        double upError = 0;
        double downError = 0;
        for (int n = 0; n < MACHINES; n++) {
            context.say("annealing machine " + (n + 1) + " of " + MACHINES);
            Machine machine = machine(n);
            float[] w = parameters(machine, n, seed).values();
            double exact = new ExactRestricted(machine).logPartitionFunction(w, 1);
            IndependentUnits base = base(machine, w);
            TwoLayers layers = new TwoLayers(machine, w, Kernels.elementwise(), Kernels.batchProducts());
            Annealing annealing = new Annealing(layers, base, Kernels.elementwise());
            double logBase = base.logPartitionFunction(machine.layer(1).size());
            LogZEstimate forward = LogZEstimate.of(
                    Direction.UP,
                    logBase,
                    annealing.up(beta, CHAINS, DrawKey.of(seed, n, Purpose.ANNEALING_UP.number()), 0));
            float[] samples = new ExactSamples(machine, w)
                    .visible(Kernels.elementwise(), CHAINS, DrawKey.of(seed, n, Purpose.CHAIN_STARTS.number()), 0);
            LogZEstimate backward = LogZEstimate.of(
                    Direction.DOWN,
                    logBase,
                    annealing.down(beta, samples, CHAINS, DrawKey.of(seed, n, Purpose.ANNEALING_DOWN.number()), 0));
            up[n] = forward.value() - exact;
            down[n] = backward.value() - exact;
            upError += forward.standardError() * forward.standardError();
            downError += backward.standardError() * backward.standardError();
            within += Math.abs(up[n]) <= 3 * forward.standardError() ? 1 : 0;
            within += Math.abs(down[n]) <= 3 * backward.standardError() ? 1 : 0;
            worst = Math.max(worst, Math.max(Math.abs(up[n]), Math.abs(down[n])));
        }
        String by = ", in its standard errors";
        return List.of(
                Claim.atLeast("AIS and reverse AIS within 3 of their own standard errors of log Z, of 40", within, 38),
                Claim.atMost("AIS and reverse AIS: largest distance from log Z, nats", worst, 0.05),
                Claim.atMost(
                        "AIS: mean distance above log Z over 20 machines" + by,
                        mean(up) / (Math.sqrt(upError) / MACHINES),
                        2),
                Claim.atLeast(
                        "reverse AIS: mean distance above log Z over 20 machines" + by,
                        mean(down) / (Math.sqrt(downError) / MACHINES),
                        -2));
    }

    /** Independent units with the machine's own visible means. */
    private static IndependentUnits base(Machine machine, float[] w) {
        double[] expectations = new double[machine.layout().length()];
        new ExactRestricted(machine).expectations(w, 1, expectations);
        double[] means = new double[machine.layer(0).size()];
        System.arraycopy(expectations, machine.biases(0).offset(), means, 0, means.length);
        return IndependentUnits.ofMeans(means, 1_000);
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    /** Against conditional probabilities from the exact distribution of all visible states. */
    private static Claim pseudoLikelihoods(long seed) {
        double worst = 0;
        for (int n = 0; n < MACHINES; n++) {
            Machine machine = machine(n);
            float[] w = parameters(machine, n, seed).values();
            int units = machine.layer(0).size();
            float[] all = new float[units << units];
            for (int state = 0; state < 1 << units; state++) {
                for (int i = 0; i < units; i++) {
                    all[state * units + i] = state >> i & 1;
                }
            }
            double[] log = new double[1 << units];
            ExactRestricted exact = new ExactRestricted(machine);
            exact.logProbabilities(w, all, log.length, exact.logPartitionFunction(w, 1), log);
            double[] reached = new double[log.length];
            new PseudoLikelihood(machine, w, Kernels.elementwise(), Kernels.batchProducts())
                    .exact(all, log.length, reached);
            for (int state = 0; state < log.length; state++) {
                double sum = 0;
                for (int i = 0; i < units; i++) {
                    sum -= Math.log1p(Math.exp(log[state ^ 1 << i] - log[state]));
                }
                worst = Math.max(worst, Math.abs(sum / units - reached[state]));
            }
        }
        return Claim.atMost(
                "pseudo-likelihood a unit against all conditional probabilities: largest distance", worst, 1e-5);
    }
}
