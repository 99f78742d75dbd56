package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

/** Chains with given units against the exact conditional distributions of tiny machines. */
class SamplingTest {
    private static final int CHAINS = 20_000;
    private static final float FREE = Float.NaN;
    private static final Machine LABELLED = Machine.of(
            List.of(
                    Layer.visible("visible", UnitTypes.BERNOULLI, 3),
                    Layer.visible("label", UnitTypes.named("softmax:3"), 3),
                    Layer.hidden("hidden", UnitTypes.BERNOULLI, 3)),
            List.of(Coupling.between(0, 2), Coupling.between(1, 2)));

    @Test
    void freeChainsEndInTheBoltzmannDistribution() {
        List<Machine> machines =
                List.of(TinyMachines.restricted(), TinyMachines.twoVisibleLayers(), TinyMachines.deep(), LABELLED);
        for (Machine machine : machines) {
            for (double temperature : new double[] {0.7, 1, 2.5}) {
                Parameters parameters = TinyMachines.random(machine, 0.9, 31);
                float[] none = none(machine);
                float[] rows = ends(machine, parameters, SamplingSettings.of(40).temperature(temperature), 5, none);
                double p = pValue(rows, none, Enumeration.of(machine, parameters, temperature), machine);
                assertTrue(p > 1e-4, machine.layerCount() + " layers at T = " + temperature + ": p = " + p);
            }
        }
    }

    @Test
    void chainsWithGivenUnitsEndInTheConditionalDistribution() {
        Parameters parameters = TinyMachines.random(LABELLED, 1.2, 8);
        Enumeration all = Enumeration.of(LABELLED, parameters, 1);
        for (float[] given : new float[][] {
            {FREE, FREE, FREE, 0, 1, 0},
            {1, 0, 1, FREE, FREE, FREE},
            {FREE, 1, FREE, FREE, FREE, FREE},
            {0, FREE, FREE, 1, 0, 0}
        }) {
            float[] rows = ends(LABELLED, parameters, SamplingSettings.of(40), 6, given);
            double p = pValue(rows, given, all, LABELLED);
            assertTrue(p > 1e-4, Arrays.toString(given) + ": p = " + p);
            for (int i = 0; i < rows.length; i++) {
                float expected = given[i % given.length];
                assertTrue(expected != expected || rows[i] == expected, "given units never move");
            }
        }
    }

    @Test
    void theTestSeesATemperatureThatIsOffByATenthAndAnotherLabel() {
        Parameters parameters = TinyMachines.random(LABELLED, 1.2, 8);
        float[] given = {FREE, FREE, FREE, 0, 1, 0};
        float[] rows = ends(LABELLED, parameters, SamplingSettings.of(40), 6, given);
        assertTrue(pValue(rows, given, Enumeration.of(LABELLED, parameters, 1.15), LABELLED) < 1e-6);
        float[] other = {FREE, FREE, FREE, 0, 0, 1};
        assertTrue(pValue(rows, other, Enumeration.of(LABELLED, parameters, 1), LABELLED) < 1e-6);
    }

    @Test
    void noiseOfAMeanIsWhereChainsStartAndLeavesWhereTheyEnd() {
        Machine machine = TinyMachines.restricted();
        Parameters parameters = TinyMachines.random(machine, 0.9, 31);
        float[] rows = ends(machine, parameters, SamplingSettings.of(40).initialMean(0.05), 5, none(machine));
        assertTrue(pValue(rows, none(machine), Enumeration.of(machine, parameters, 1), machine) > 1e-4);
        // Hidden units copy visible ones and the other way round: the start stays.
        Machine copying = Machine.restricted(4, 4);
        Parameters diagonal = Parameters.zero(copying);
        Arrays.fill(diagonal.values(), 16, 24, -20f);
        for (int i = 0; i < 4; i++) {
            diagonal.values()[5 * i] = 40;
        }
        for (double mean : new double[] {0.1, 0.7}) {
            float[] stayed = ends(copying, diagonal, SamplingSettings.of(3).initialMean(mean), 5, none(copying));
            double sum = 0;
            for (float state : stayed) {
                sum += state;
            }
            assertEquals(mean, sum / stayed.length, 0.02);
        }
    }

    @Test
    void annealedChainsEndInTheDistributionOfTheLastTemperature() {
        Machine machine = TinyMachines.restricted();
        Parameters parameters = TinyMachines.random(machine, 0.9, 31);
        SamplingSettings settings = SamplingSettings.of(40).temperature(0.8).annealed(5, 20);
        float[] rows = ends(machine, parameters, settings, 5, none(machine));
        assertTrue(pValue(rows, none(machine), Enumeration.of(machine, parameters, 0.8), machine) > 1e-4);
        assertEquals(0.2f, settings.inverseTemperature(1));
        assertEquals(0.2f, settings.inverseTemperature(0));
        assertEquals((float) (0.2 + 10 / 20.0 * 1.05), settings.inverseTemperature(11), 1e-6f);
        assertEquals(1.25f, settings.inverseTemperature(21));
        assertEquals(1.25f, settings.inverseTemperature(40));
        assertEquals(0.5f, SamplingSettings.of(3).temperature(2).inverseTemperature(1));
        assertEquals(0.5f, SamplingSettings.of(3).temperature(2).inverseTemperature(0));
    }

    @Test
    void oneSweepFromAStartIsOneStepOfTheChain() {
        Machine machine = TinyMachines.restricted();
        Parameters parameters = TinyMachines.random(machine, 1.2, 3);
        Enumeration all = Enumeration.of(machine, parameters, 1);
        float[] start = {1, 0, 0, 1};
        Map<String, Double> expected = new TreeMap<>();
        double[] hidden = new double[8];
        double[][] joint = new double[8][];
        // Joint states by hidden state: P(h | start), then P(v | h).
        for (int h = 0; h < 8; h++) {
            double[] states = {h & 1, h >> 1 & 1, h >> 2 & 1};
            joint[h] = states;
            hidden[h] = all.probability(all.number(new double[][] {{1, 0, 0, 1}, states}));
        }
        double total = Arrays.stream(hidden).sum();
        for (int h = 0; h < 8; h++) {
            double marginal = 0;
            double[] p = new double[16];
            for (int v = 0; v < 16; v++) {
                double[] visible = {v & 1, v >> 1 & 1, v >> 2 & 1, v >> 3};
                p[v] = all.probability(all.number(new double[][] {visible, joint[h]}));
                marginal += p[v];
            }
            for (int v = 0; v < 16; v++) {
                float[] visible = {v & 1, v >> 1 & 1, v >> 2 & 1, v >> 3};
                expected.merge(Arrays.toString(visible), hidden[h] / total * p[v] / marginal, Double::sum);
            }
        }
        float[] rows = new float[CHAINS * 4];
        Sampling sampling = sampling(machine, parameters, SamplingSettings.of(1));
        for (int first = 0; first < CHAINS; first += 400) {
            float[] starts = new float[400 * 4];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = start[i % 4];
            }
            sampling.run(names(4, first, 400), null, starts);
            System.arraycopy(sampling.states(), 0, rows, first * 4, 1600);
        }
        assertTrue(pValue(rows, 4, expected) > 1e-4);
    }

    @Test
    void averagedMeansAreConditionalExpectations() {
        Parameters parameters = TinyMachines.random(LABELLED, 1.2, 8);
        Enumeration all = Enumeration.of(LABELLED, parameters, 1);
        float[] given = {FREE, 1, FREE, FREE, FREE, FREE};
        Sampling sampling =
                sampling(LABELLED, parameters, SamplingSettings.of(4100).averaged(4000));
        sampling.run(names(2, 0, 40), repeated(given, 40));
        float[] means = sampling.means();
        double[] expected = expectation(all, given);
        for (int i = 0; i < 6; i++) {
            double sum = 0;
            for (int r = 0; r < 40; r++) {
                assertEquals(expected[i], means[r * 6 + i], 0.06);
                sum += means[r * 6 + i] / 40;
            }
            assertEquals(expected[i], sum, 0.005, "unit " + i);
        }
        assertEquals(1f, means[1]);
        Sampling few = sampling(LABELLED, parameters, SamplingSettings.of(3));
        few.run(names(2, 0, 40), repeated(given, 40));
        for (int i = 0; i < 240; i++) {
            float mean = few.means()[i];
            assertTrue(i % 6 == 1 || mean > 0 && mean < 1, "a conditional mean, not a state: " + mean);
        }
    }

    @Test
    void gaussianUnitsHaveTheConditionalMoments() {
        Machine machine = Machine.restricted(UnitTypes.named("gaussian"), 3, UnitTypes.BERNOULLI, 2);
        Parameters parameters = TinyMachines.random(machine, 0.8, 4);
        float[] given = {FREE, 0.7f, FREE};
        float[] rows = ends(machine, parameters, SamplingSettings.of(60), 9, given);
        double[] first = new double[3];
        double[] second = new double[3];
        double total = 0;
        for (int h = 0; h < 4; h++) {
            double[] z = inputs(machine, parameters, new double[] {h & 1, h >> 1});
            double log = 0.7 * z[1] + z[0] * z[0] / 2 + z[2] * z[2] / 2;
            for (int j = 0; j < 2; j++) {
                log += (h >> j & 1) * parameters.values()[machine.biases(1).offset() + j];
            }
            double weight = Math.exp(log);
            total += weight;
            for (int i = 0; i < 3; i++) {
                first[i] += weight * z[i];
                second[i] += weight * (1 + z[i] * z[i]);
            }
        }
        for (int i : new int[] {0, 2}) {
            double mean = 0;
            double square = 0;
            for (int r = 0; r < CHAINS; r++) {
                mean += rows[r * 3 + i] / CHAINS;
                square += (double) rows[r * 3 + i] * rows[r * 3 + i] / CHAINS;
            }
            assertEquals(first[i] / total, mean, 0.04);
            assertEquals(second[i] / total, square, 0.1);
        }
    }

    @Test
    void aChainIsTheSameInAnyCompanyAndPlace() {
        Machine machine = Machine.restricted(300, 130);
        Parameters parameters = TinyMachines.random(machine, 0.3, 1);
        Sampling sampling =
                sampling(machine, parameters, SamplingSettings.of(30).averaged(4));
        float[] given = new float[300];
        Arrays.fill(given, 0, 100, 1f);
        Arrays.fill(given, 100, 300, FREE);
        sampling.run(names(3, 0, 64), repeated(given, 64));
        float[] states = sampling.states();
        float[] means = sampling.means();
        for (int chain : new int[] {0, 5, 7, 37, 63}) {
            sampling.run(names(3, chain, 1), given);
            assertArrayEquals(Arrays.copyOfRange(states, chain * 300, chain * 300 + 300), sampling.states());
            assertArrayEquals(Arrays.copyOfRange(means, chain * 300, chain * 300 + 300), sampling.means());
            sampling.run(names(3, chain / 2, 64), repeated(given, 64));
            int at = (chain - chain / 2) * 300;
            assertArrayEquals(
                    Arrays.copyOfRange(states, chain * 300, chain * 300 + 300),
                    Arrays.copyOfRange(sampling.states(), at, at + 300));
        }
        sampling.run(names(4, 0, 1), given);
        assertTrue(!Arrays.equals(Arrays.copyOf(states, 300), sampling.states()), "another seed, another chain");
    }

    @Test
    void statesThatTheUnitsCannotTakeAreRefused() {
        Sampling sampling = sampling(LABELLED, TinyMachines.random(LABELLED, 1, 1), SamplingSettings.of(2));
        assertEquals(
                "Row 1 of the given states: layer 'label': elements 0 to 2 are one softmax:3 unit and should be missing together, but 2 of"
                        + " them are.",
                refusal(sampling, new float[] {FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, 1, FREE}));
        assertTrue(refusal(sampling, new float[] {2, FREE, FREE, FREE, FREE, FREE})
                .contains("unit 0 is given as 2.0, but bernoulli units take values from 0.0 to 1.0"));
        assertTrue(refusal(sampling, new float[] {0, FREE, FREE, 1, 1, 0}).contains("should add up to 1"));
        assertTrue(refusal(sampling, new float[3]).contains("1 chains of 6 visible units"));
        Machine counts = Machine.restricted(UnitTypes.named("multinomial"), 4, UnitTypes.BERNOULLI, 2);
        Parameters parameters = TinyMachines.random(counts, 1, 1);
        assertTrue(refusal(sampling(counts, parameters, SamplingSettings.of(2)), null)
                .contains("total"));
        Sampling totals = sampling(counts, parameters, SamplingSettings.of(2).rowTotal(7));
        totals.run(names(1, 0, 3), null);
        for (int r = 0; r < 3; r++) {
            assertEquals(7, RowSum.of(totals.states(), r, 4));
        }
        assertThrows(IllegalArgumentException.class, () -> SamplingSettings.of(0));
        assertThrows(
                IllegalArgumentException.class, () -> SamplingSettings.of(3).averaged(4));
        assertThrows(
                IllegalArgumentException.class, () -> SamplingSettings.of(3).temperature(0));
        assertThrows(
                IllegalArgumentException.class, () -> SamplingSettings.of(3).annealed(2, 4));
        assertThrows(IllegalArgumentException.class, () -> ChainName.numbered(1, -1));
    }

    /** The sum of a row. */
    private static final class RowSum {
        static double of(float[] rows, int row, int width) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += rows[row * width + i];
            }
            return sum;
        }
    }

    private static String refusal(Sampling sampling, float[] given) {
        int rows = given == null ? 1 : Math.max(1, given.length / 6);
        return assertThrows(IllegalArgumentException.class, () -> sampling.run(names(1, 0, rows), given))
                .getMessage();
    }

    private static double[] inputs(Machine machine, Parameters parameters, double[] hidden) {
        double[] z = new double[3];
        for (int i = 0; i < 3; i++) {
            z[i] = parameters.values()[machine.biases(0).offset() + i];
            for (int j = 0; j < 2; j++) {
                z[i] += parameters.values()[machine.weights(0).offset() + i * 2 + j] * hidden[j];
            }
        }
        return z;
    }

    private static Sampling sampling(Machine machine, Parameters parameters, SamplingSettings settings) {
        return new Sampling(machine, parameters.values(), settings, Kernels.elementwise(), Kernels.batchProducts());
    }

    private static ChainName[] names(long seed, int first, int n) {
        ChainName[] names = new ChainName[n];
        Arrays.setAll(names, r -> ChainName.numbered(seed, first + r));
        return names;
    }

    private static float[] none(Machine machine) {
        float[] none = new float[VisibleRows.width(machine)];
        Arrays.fill(none, FREE);
        return none;
    }

    private static float[] repeated(float[] row, int n) {
        float[] rows = new float[n * row.length];
        for (int r = 0; r < n; r++) {
            System.arraycopy(row, 0, rows, r * row.length, row.length);
        }
        return rows;
    }

    private static float[] ends(
            Machine machine, Parameters parameters, SamplingSettings settings, long seed, float[] given) {
        Sampling sampling = sampling(machine, parameters, settings);
        float[] rows = new float[CHAINS * given.length];
        for (int first = 0; first < CHAINS; first += 400) {
            sampling.run(names(seed, first, 400), repeated(given, 400));
            System.arraycopy(sampling.states(), 0, rows, first * given.length, 400 * given.length);
        }
        return rows;
    }

    private static float[] visible(Machine machine, double[][] state) {
        float[] row = new float[VisibleRows.width(machine)];
        int at = 0;
        for (int l : machine.layers(true)) {
            for (double s : state[l]) {
                row[at++] = (float) s;
            }
        }
        return row;
    }

    private static boolean agrees(float[] row, float[] given) {
        for (int i = 0; i < row.length; i++) {
            if (given[i] == given[i] && given[i] != row[i]) {
                return false;
            }
        }
        return true;
    }

    private static double[] expectation(Enumeration all, float[] given) {
        double[] sums = new double[given.length];
        double total = 0;
        for (int s = 0; s < all.count(); s++) {
            float[] row = visible(LABELLED, all.state(s));
            if (agrees(row, given)) {
                total += all.probability(s);
                for (int i = 0; i < row.length; i++) {
                    sums[i] += all.probability(s) * row[i];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= total;
        }
        return sums;
    }

    private static double pValue(float[] rows, float[] given, Enumeration all, Machine machine) {
        Map<String, Double> expected = new TreeMap<>();
        double total = 0;
        for (int s = 0; s < all.count(); s++) {
            float[] row = visible(machine, all.state(s));
            if (agrees(row, given)) {
                total += all.probability(s);
                expected.merge(Arrays.toString(row), all.probability(s), Double::sum);
            }
        }
        double sum = total;
        expected.replaceAll((row, p) -> p / sum);
        return pValue(rows, given.length, expected);
    }

    /** Chi-square of rows' states, those pooled of which 5 or fewer are expected. */
    private static double pValue(float[] rows, int width, Map<String, Double> expected) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int r = 0; r < CHAINS; r++) {
            counts.merge(Arrays.toString(Arrays.copyOfRange(rows, r * width, (r + 1) * width)), 1, Integer::sum);
        }
        double chiSquare = 0;
        int cells = 0;
        double pooledCount = CHAINS;
        double pooled = CHAINS;
        for (Map.Entry<String, Double> cell : expected.entrySet()) {
            double e = CHAINS * cell.getValue();
            if (e >= 5) {
                int c = counts.getOrDefault(cell.getKey(), 0);
                chiSquare += (c - e) * (c - e) / e;
                pooledCount -= c;
                pooled -= e;
                cells++;
            }
        }
        if (pooled > 0.5) {
            chiSquare += (pooledCount - pooled) * (pooledCount - pooled) / pooled;
            cells++;
        } else if (pooledCount > 10) {
            return 0;
        }
        return 1 - new ChiSquaredDistribution(cells - 1).cumulativeProbability(chiSquare);
    }
}
