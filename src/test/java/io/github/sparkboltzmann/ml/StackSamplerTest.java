package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Samples of stacks and belief networks, here and as tables. */
class StackSamplerTest {
    private static final Machine STACK = StackMachine.of(UnitTypes.BERNOULLI, 6, UnitTypes.BERNOULLI, 5, 4);

    private static StoredModel random(Machine machine, long seed) {
        return new StoredModel(
                machine, TinyMachines.random(machine, 1, seed), InputScaling.none(), new TreeMap<>(), new TreeMap<>());
    }

    private static final DeepRestrictedNetworkModel NETWORK = DeepRestrictedNetworkModel.of(random(STACK, 5));

    private static DeepBeliefNetworkModel belief(int classes) {
        Machine top = classes == 0
                ? Machine.restricted(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3)
                : Machine.labelled(UnitTypes.BERNOULLI, 4, classes, UnitTypes.BERNOULLI, 3);
        StoredModel below = random(STACK, 6);
        return new DeepBeliefNetworkModel("dbn", below, random(top, 7), random(STACK, 8), List.of());
    }

    private static List<Row> table(StackSampler sampler, int n, int partitions) {
        return sampler.setNumPartitions(partitions)
                .sample(TestSpark.session(), n)
                .collectAsList();
    }

    @Test
    void aChainIsTheSameWhateverTheNumberOfChainsAndPartitions() {
        DeepBeliefNetworkModel plain = belief(0);
        DeepBeliefNetworkModel labelled = belief(3);
        for (Supplier<StackSampler> model : List.<Supplier<StackSampler>>of(
                NETWORK::sampler, plain::sampler, () -> labelled.sampler().setLabels(2, 0))) {
            Supplier<StackSampler> made =
                    () -> model.get().setSweeps(3).setSeed(11).setMeansCol("means");
            List<Row> rows = table(made.get(), 300, 3);
            assertEquals(300, rows.size());
            assertEquals(rows.subList(0, 120), table(made.get(), 120, 1));
            Vector[] here = made.get().sample(200);
            for (int i = 0; i < here.length; i++) {
                assertEquals(i, rows.get(i).getLong(0));
                assertEquals(rows.get(i).<Vector>getAs("features"), here[i]);
            }
            assertTrue(!Arrays.equals(here, made.get().setSeed(12).sample(200)));
        }
        List<Row> rows = table(labelled.sampler().setSweeps(2).setLabels(2, 0), 10, 2);
        assertEquals(
                List.of("chain", "features", "label"),
                List.of(rows.get(0).schema().fieldNames()));
        for (int i = 0; i < 10; i++) {
            assertEquals(i % 2 == 0 ? 2.0 : 0.0, rows.get(i).<Double>getAs("label"));
        }
    }

    /** A sampler that went down with the weights of recognition would have other means. */
    @Test
    void aBeliefNetworkGoesDownByItsGeneration() {
        DeepBeliefNetworkModel model = belief(0);
        DeepBeliefNetworkModel other =
                new DeepBeliefNetworkModel("dbn", random(STACK, 9), model.top(), model.generation(), List.of());
        DeepBeliefNetworkModel down =
                new DeepBeliefNetworkModel("dbn", model.recognition(), model.top(), random(STACK, 9), List.of());
        List<Vector> expected = List.of(model.sampler().setSweeps(2).sample(20));
        assertEquals(expected, List.of(other.sampler().setSweeps(2).sample(20)));
        assertTrue(!expected.equals(List.of(down.sampler().setSweeps(2).sample(20))));
    }

    @Test
    void samplesOfTrainedNetworksAreMostlyThePatterns() {
        DeepBeliefNetworkModel labelled = new DeepBeliefNetwork()
                .setHiddenLayers(8, 6)
                .setBatchSize(20)
                .setNumPartitions(1)
                .setLocalSteps(1000)
                .setMaxIter(200)
                .setMonitorEvery(1000)
                .setLearningRate(0.3)
                .setRegParam(0)
                .setLabelCol("label")
                .setSeed(3)
                .fit(DeepBeliefNetworkTest.table());
        DeepRestrictedNetworkModel stack = DeepRestrictedNetworkTest.network().fit(DeepBeliefNetworkTest.table());
        double free = share(labelled.sampler().setSweeps(100).sample(400), null);
        double given =
                share(labelled.sampler().setSweeps(100).setLabels(0, 1, 2, 3).sample(400), new int[] {0, 1, 2, 3});
        double ofStack = share(stack.sampler().setSweeps(100).sample(400), null);
        String figures = free + " free, " + given + " of the label given, " + ofStack + " of the stack";
        // Four of 64 states would be 6 per cent.
        assertTrue(free > 0.6 && given > 0.6 && ofStack > 0.5, figures);
    }

    /** How many are patterns, or where labels are given their own. */
    private static double share(Vector[] samples, int[] labels) {
        int hits = 0;
        for (int i = 0; i < samples.length; i++) {
            double[] sample = samples[i].toArray();
            int number = DeepBeliefNetworkTest.number(sample);
            hits += number >= 0 && (labels == null || labels[i % labels.length] == number) ? 1 : 0;
        }
        return hits / (double) samples.length;
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> belief(0).sampler().setLabels(1));
        assertThrows(IllegalArgumentException.class, () -> belief(3).sampler().setLabels(3));
        assertThrows(IllegalArgumentException.class, () -> NETWORK.sampler().sample(0));
        assertEquals(5, NETWORK.sample(5, 2, null).length);
    }
}
