package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingException;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estimator of general machines on tables small enough for every figure to be enumerated. */
class BoltzmannMachineTest {
    private static final double[][] PATTERNS = {{1, 1, 0, 0}, {0, 0, 1, 1}, {1, 0, 1, 0}, {1, 1, 0, 0}};

    @TempDir
    Path folder;

    private static Dataset<Row> table() {
        double[][] rows = new double[80][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = PATTERNS[r % PATTERNS.length];
        }
        return Tables.vectors(rows);
    }

    private static BoltzmannMachine machine() {
        return new BoltzmannMachine()
                .setNumHidden(2)
                .setBatchSize(40)
                .setNumChains(40)
                .setNumPartitions(1)
                .setLocalSteps(100)
                .setMaxIter(150)
                .setMonitorEvery(150)
                .setLearningRate(0.2)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setSeed(3);
    }

    private static double meanLogLikelihood(StoredModel model) {
        Enumeration all = Enumeration.of(model.machine(), model.parameters(), 1);
        return Arrays.stream(PATTERNS)
                .mapToDouble(row -> all.logProbabilityOfVisible(
                        model.machine().layerCount() == 1 ? new double[][] {row} : new double[][] {row, {0, 0}}))
                .average()
                .orElseThrow();
    }

    /** Three patterns, one twice as often: no machine is above -1.04; independent units reach -2.60. */
    @Test
    void everyKindOfMachineAndModelPhaseLearnsTheRows() {
        Map<String, BoltzmannMachine> machines = new LinkedHashMap<>();
        machines.put("pcd, mean field", machine());
        machines.put(
                "pcd, gibbs", machine().setDataPhase("gibbs").setDataSweeps(3).setAnnealing("2@2, 5@1"));
        machines.put(
                "annealed",
                machine().setModelPhase("annealed").setAnnealing("2@2, 5@1").setCdSteps(5));
        machines.put("cd", machine().setModelPhase("cd").setCdSteps(5));
        machines.put("semi-restricted", machine().setConnections("semi-restricted"));
        machines.put("exact", machine().setConnections("semi-restricted").setModelPhase("exact"));
        machines.put("restricted", machine().setConnections("restricted"));
        machines.put("visible-only", machine().setNumHidden(0));
        machines.put("pseudo-likelihood", machine().setNumHidden(0).setModelPhase("pseudo"));
        machines.put("graph", machine().setEdges(0, 1, 1, 2, 2, 3, 0, 3, 0, 4, 1, 4, 2, 5, 3, 5, 4, 5));
        Map<String, Double> reached = new LinkedHashMap<>();
        machines.forEach((name, machine) ->
                reached.put(name, meanLogLikelihood(machine.fit(table()).stored())));
        assertTrue(reached.values().stream().allMatch(nats -> nats > -2.0), reached.toString());
    }

    @Test
    void theSameSeedGivesTheSameBytesWhateverTheTaskOrderAndFoldersHoldTheModel() throws IOException {
        BoltzmannMachine machine =
                machine().setNumPartitions(3).setLocalSteps(1).setMaxIter(3).setDataPhase("gibbs");
        BoltzmannMachineModel model = machine.fit(table());
        BoltzmannMachineModel again = machine.fit(table().repartition(5));
        assertArrayEquals(values(model), values(again));
        String path = folder.resolve("model").toString();
        model.save(path);
        BoltzmannMachineModel read = BoltzmannMachineModel.load(path);
        assertArrayEquals(values(model), values(read));
        assertEquals(Tables.text(model.transform(table())), Tables.text(read.transform(table())));
        BoltzmannMachineModel graph =
                machine().setMaxIter(1).setEdges(0, 1, 4, 2, 5, 4).fit(table());
        graph.save(folder.resolve("graph").toString());
        BoltzmannMachineModel readGraph =
                BoltzmannMachineModel.load(folder.resolve("graph").toString());
        assertArrayEquals(values(graph), values(readGraph));
        assertEquals(
                graph.stored().machine().coupling(1).edges(),
                readGraph.stored().machine().coupling(1).edges());
        assertThrows(RuntimeException.class, () -> RBMModel.load(path));
    }

    private static float[] values(BoltzmannMachineModel model) {
        return model.stored().parameters().values();
    }

    @Test
    void anInterruptedFitGoesOnToTheSameBytes() {
        BoltzmannMachine machine =
                machine().setNumPartitions(2).setLocalSteps(1).setMaxIter(4).setMonitorEvery(1);
        float[] expected = values(machine.fit(table()));
        BoltzmannMachine checkpointing = machine.setCheckpointDir(
                        folder.resolve("checkpoints").toString())
                .setCheckpointInterval(1);
        checkpointing.setListener(new TrainingListener() {
            @Override
            public void onUpdate(int epoch, int updateOfEpoch, long rows, double error) {
                if (epoch == 3) {
                    throw new TrainingException("killed");
                }
            }
        });
        assertThrows(TrainingException.class, () -> checkpointing.fit(table()));
        assertArrayEquals(
                expected,
                values(checkpointing.setListener(TrainingListener.SILENT).fit(table())));
    }

    @Test
    void columnsAreMarginalsFreeEnergiesAndConditionalProbabilities() {
        for (String connections : List.of("semi-restricted", "full")) {
            BoltzmannMachineModel model =
                    machine().setMaxIter(20).setConnections(connections).fit(table());
            model.setFreeEnergyCol("energy").setReconstructionCol("conditional");
            Enumeration all =
                    Enumeration.of(model.stored().machine(), model.stored().parameters(), 1);
            for (Row row : model.transform(table().limit(4)).collectAsList()) {
                double[] v = row.<Vector>getAs("features").toArray();
                double expected = -all.logProbabilityOfVisible(new double[][] {v, {0, 0}}) - all.logPartitionFunction();
                // Two hidden units are summed exactly, coupled or not.
                assertEquals(expected, row.<Double>getAs("energy"), 1e-4, connections);
                assertEquals(4, row.<Vector>getAs("conditional").size());
                assertEquals(2, row.<Vector>getAs("hidden").size());
            }
            assertEquals(
                    meanLogLikelihood(model.stored()),
                    model.meanLogLikelihood(table(), model.logPartitionFunction()),
                    1e-4);
        }
    }

    @Test
    void samplesAndCompletionsFollowTheMachine() {
        BoltzmannMachineModel model = machine().setMaxIter(200).setNumHidden(0).fit(table());
        Enumeration all =
                Enumeration.of(model.stored().machine(), model.stored().parameters(), 1);
        double[] expected = all.expectations();
        int biases = model.stored().machine().biases(0).offset();
        int chains = 4_000;
        double[] mean = new double[4];
        for (Vector sample : model.sampler().setSweeps(40).setSeed(5).sample(chains)) {
            for (int i = 0; i < 4; i++) {
                mean[i] += sample.apply(i) / chains;
            }
        }
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[biases + i], mean[i], 0.04, "unit " + i);
        }
        double given = 0;
        double both = 0;
        for (int n = 0; n < all.count(); n++) {
            double[] v = all.state(n)[0];
            boolean matches = v[0] == 0 && v[1] == 0 && v[2] == 1;
            given += matches ? all.probability(n) : 0;
            both += matches && v[3] == 1 ? all.probability(n) : 0;
        }
        Dataset<Row> holes = Tables.vectors(new double[] {0, 0, 1, Double.NaN});
        double completed = model.imputer()
                .setSweeps(3_000)
                .setOutputCol("whole")
                .transform(holes)
                .first()
                .<Vector>getAs("whole")
                .apply(3);
        assertEquals(both / given, completed, 0.04);
    }

    /** Two patterns of 12 spins: from either with two spins turned, a cold machine settles into it; a hot one forgets. */
    @Test
    void patternsAreRetrievedFromNoisyOnesByCooling() {
        double[][] patterns = {{1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1}, {1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1}};
        BoltzmannMachineModel model = machine()
                .setNumHidden(0)
                .setVisibleUnits("spin")
                .setHiddenUnits("spin")
                .setModelPhase("pseudo")
                .setMaxIter(20)
                .setRegParam(0.01)
                .fit(Tables.vectors(patterns[0], patterns[1], patterns[0], patterns[1]));
        List<Vector> noisy = new ArrayList<>();
        for (double[] pattern : patterns) {
            double[] turned = pattern.clone();
            turned[2] = -turned[2];
            turned[7] = -turned[7];
            noisy.add(Vectors.dense(turned));
        }
        Vector[] cold = model.sampler()
                .setStarts(noisy)
                .setAnnealing("3@0.3, 3@0.1")
                .setTemperature(0.02)
                .setSweeps(5)
                .sample(20);
        for (int chain = 0; chain < cold.length; chain++) {
            assertArrayEquals(patterns[chain % 2], cold[chain].toArray(), "chain " + chain);
        }
        Vector[] hot =
                model.sampler().setStarts(noisy).setTemperature(50).setSweeps(5).sample(20);
        assertTrue(Arrays.stream(hot)
                        .filter(v -> Arrays.equals(v.toArray(), patterns[0]))
                        .count()
                < 5);
        assertThrows(IllegalArgumentException.class, () -> model.sampler()
                .setStarts(List.of(Vectors.dense(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, Double.NaN)))
                .sample(1));
    }

    @Test
    void weightsAreOneSymmetricMatrix() {
        BoltzmannMachineModel model =
                machine().setMaxIter(1).setEdges(0, 1, 4, 2, 5, 4).fit(table());
        Matrix weights = model.weights();
        List<String> there = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                assertEquals(weights.apply(i, j), weights.apply(j, i));
                if (i < j && weights.apply(i, j) != 0) {
                    there.add(i + "-" + j);
                }
            }
        }
        assertEquals(List.of("0-1", "2-4", "4-5"), there);
        assertEquals(2, model.hiddenBias().size());
        assertEquals(4, model.visibleBias().size());
        BoltzmannMachine edgesAlone = machine().setMaxIter(1);
        edgesAlone.set(edgesAlone.edges(), new int[] {0, 1, 4, 2, 5, 4});
        assertEquals(weights, edgesAlone.fit(table()).weights());
    }

    @Test
    void whatDoesNotGoTogetherIsSaidBeforeAnyJob() {
        assertTrue(refusal(machine().setConnections("graph")).contains("there are no edges"));
        assertTrue(refusal(machine().setEdges(0, 9)).contains("joins 0 and 9"));
        assertTrue(refusal(machine().setEdges(0, 1).setConnections("full")).contains("set it to graph"));
        assertTrue(refusal(machine().setModelPhase("pt")).contains("use pcd"));
        assertTrue(refusal(machine().setModelPhase("exact")).contains("exact gradient"));
        assertTrue(refusal(machine().setModelPhase("pseudo")).contains("numHidden 0"));
        assertTrue(refusal(machine().setModelPhase("annealed")).contains("needs a schedule"));
        assertTrue(refusal(machine().setAnnealing("2@2")).contains("nothing is annealed"));
        assertTrue(refusal(machine().setModelPhase("cd").setMissing("omit")).contains("sampled, not omitted"));
        assertTrue(refusal(machine().setStatistics("probabilities")).contains("hidden-probabilities"));
        assertTrue(
                refusal(machine().setNumHidden(0).setConnections("restricted")).contains("0 hidden"));
        assertTrue(refusal(machine().setVisibleUnits("gaussian")).contains("bernoulli or spin"));
        assertThrows(IllegalArgumentException.class, () -> new RBM().setNumHidden(0));
    }

    private static String refusal(BoltzmannMachine machine) {
        return assertThrows(IllegalArgumentException.class, () -> machine.fit(table()))
                .getMessage();
    }
}
