package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Labels given features: exact and by Gibbs sweeps, against enumeration of all joint states. */
class LabelInferenceTest {
    private static final Machine MACHINE = Machine.labelled(UnitTypes.BERNOULLI, 3, 3, UnitTypes.BERNOULLI, 4);
    private static final float[][] ROWS = {{1, 0, 1}, {0, 0, 0}, {1, 1, 1}, {0, 1, 0}};

    /** Sampler and posterior of one machine, with rows clamped. */
    private static final class Clamped {
        final States states;
        final LabelPosterior posterior;
        final Parameters parameters;

        Clamped(Machine machine, Parameters parameters, float[][] rows) {
            this.parameters = parameters;
            GibbsSampler sampler = new GibbsSampler(machine, Kernels.elementwise(), Kernels.batchProducts());
            sampler.load(parameters.values());
            posterior = new LabelPosterior(machine, Kernels.elementwise(), sampler.inputs());
            posterior.load(parameters.values());
            states = new States(machine);
            states.resize(rows.length);
            for (int r = 0; r < rows.length; r++) {
                System.arraycopy(rows[r], 0, states.state(0), r * rows[r].length, rows[r].length);
            }
            posterior.compute(states);
        }
    }

    private static double[] enumerated(Parameters parameters, float[] row) {
        Enumeration all = Enumeration.of(MACHINE, parameters, 1);
        double[] p = new double[3];
        for (int n = 0; n < all.count(); n++) {
            boolean same = true;
            for (int i = 0; i < row.length; i++) {
                same &= all.state(n)[0][i] == row[i];
            }
            for (int y = 0; same && y < 3; y++) {
                p[y] += all.state(n)[1][y] * all.probability(n);
            }
        }
        double total = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / total).toArray();
    }

    @Test
    void exactProbabilitiesAreThoseOfEnumeration() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.5, 3);
        Clamped clamped = new Clamped(MACHINE, parameters, ROWS);
        for (int r = 0; r < ROWS.length; r++) {
            double[] expected = enumerated(parameters, ROWS[r]);
            for (int y = 0; y < 3; y++) {
                assertEquals(expected[y], clamped.posterior.probabilities()[3 * r + y], 1e-6, "row " + r);
                double log = clamped.posterior.scores()[3 * r + y] - clamped.posterior.logPartition(r);
                assertEquals(Math.log(expected[y]), log, 1e-5);
            }
        }
    }

    @Test
    void labelStatesHaveNoSayAndStay() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.5, 3);
        Clamped clamped = new Clamped(MACHINE, parameters, ROWS);
        double[] before = clamped.posterior.probabilities().clone();
        float[] labels = clamped.states.state(1);
        labels[1] = 1;
        labels[5] = 1;
        float[] kept = labels.clone();
        clamped.posterior.compute(clamped.states);
        assertArrayEquals(before, clamped.posterior.probabilities());
        assertArrayEquals(kept, clamped.states.state(1));
    }

    @Test
    void sweepsHaveTheExactProbabilitiesInTheLimit() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.2, 4);
        Clamped clamped = new Clamped(MACHINE, parameters, ROWS);
        for (double temperature : new double[] {1, 4}) {
            LabelSweeps sweeps =
                    new LabelSweeps(MACHINE, Kernels.elementwise(), LabelInference.gibbs(50, 40_000, temperature, 7));
            double[] out = new double[3];
            for (int r = 0; r < ROWS.length; r++) {
                sweeps.infer(clamped.posterior, parameters.values(), r, 1_000 + r, out, 0);
                assertArrayEquals(enumerated(parameters, ROWS[r]), out, 0.01, "row " + r + ", T " + temperature);
            }
        }
    }

    @Test
    void aRowsDrawsDependOnItsContentAndTheSeedAlone() {
        Parameters parameters = TinyMachines.random(MACHINE, 1.2, 4);
        Clamped four = new Clamped(MACHINE, parameters, ROWS);
        Clamped one = new Clamped(MACHINE, parameters, new float[][] {ROWS[2]});
        LabelSweeps sweeps = new LabelSweeps(MACHINE, Kernels.elementwise(), LabelInference.gibbs(2, 5, 1, 7));
        double[] inFour = new double[3];
        double[] alone = new double[3];
        double[] otherwise = new double[3];
        sweeps.infer(four.posterior, parameters.values(), 2, 77, inFour, 0);
        sweeps.infer(one.posterior, parameters.values(), 0, 77, alone, 0);
        sweeps.infer(one.posterior, parameters.values(), 0, 78, otherwise, 0);
        assertArrayEquals(inFour, alone);
        assertTrue(!Arrays.equals(alone, otherwise));
    }

    @Test
    void otherUnitsHaveExactLabelsToo() {
        Machine gaussian = Machine.labelled(UnitTypes.named("gaussian"), 2, 2, UnitTypes.named("binomial:3"), 2);
        Parameters parameters = TinyMachines.random(gaussian, 0.8, 5);
        Clamped clamped = new Clamped(gaussian, parameters, new float[][] {{0.3f, -1.2f}});
        // P(y | x) by enumeration of the hidden units, which count 0..3 with their multiplicity.
        double[] p = new double[2];
        float[] w = parameters.values();
        for (int y = 0; y < 2; y++) {
            double log = w[gaussian.biases(1).offset() + y];
            for (int j = 0; j < 2; j++) {
                double z = w[gaussian.biases(2).offset() + j]
                        + 0.3 * w[gaussian.weights(0).offset() + j]
                        - 1.2 * w[gaussian.weights(0).offset() + 2 + j]
                        + w[gaussian.weights(1).offset() + 2 * y + j];
                log += 3 * Math.log1p(Math.exp(z));
            }
            p[y] = Math.exp(log);
        }
        assertEquals(p[0] / (p[0] + p[1]), clamped.posterior.probabilities()[0], 1e-6);
    }

    @Test
    void machinesWithoutLabelsOrEnergyAreRefused() {
        GibbsSampler sampler =
                new GibbsSampler(TinyMachines.restricted(), Kernels.elementwise(), Kernels.batchProducts());
        assertThrows(
                IllegalArgumentException.class,
                () -> new LabelPosterior(TinyMachines.restricted(), Kernels.elementwise(), sampler.inputs()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LabelSweeps(TinyMachines.restricted(), Kernels.elementwise(), LabelInference.EXACT));
        assertThrows(IllegalArgumentException.class, () -> LabelInference.gibbs(0, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> LabelInference.gibbs(0, 1, 0.5, 1));
    }
}
