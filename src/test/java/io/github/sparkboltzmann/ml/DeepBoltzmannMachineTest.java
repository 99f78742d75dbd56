package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ExactGeneral;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estimator of deep Boltzmann machines on tables small enough for every figure to be enumerated. */
class DeepBoltzmannMachineTest {
    private static final float[][] PATTERNS = {{1, 1, 0, 0}, {0, 0, 1, 1}, {1, 0, 1, 0}, {1, 1, 0, 0}};

    @TempDir
    Path folder;

    private static Dataset<Row> table() {
        double[][] rows = new double[80][4];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < 4; i++) {
                rows[r][i] = PATTERNS[r % PATTERNS.length][i];
            }
        }
        return Tables.vectors(rows);
    }

    private static DeepBoltzmannMachine machine() {
        return new DeepBoltzmannMachine()
                .setHiddenLayers(3, 2)
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
        ExactGeneral exact = new ExactGeneral(model.machine());
        float[] parameters = model.parameters().values();
        double logZ = exact.logPartitionFunction(parameters, 1);
        return Arrays.stream(PATTERNS)
                .mapToDouble(row -> exact.minusFreeEnergy(parameters, row, 0) - logZ)
                .average()
                .orElseThrow();
    }

    /** Three patterns, one twice as often: no machine is above -1.04; independent units reach -2.60. */
    @Test
    void everyWayLearnsTheRows() {
        Map<String, DeepBoltzmannMachine> machines = new LinkedHashMap<>();
        machines.put("mean field", machine());
        machines.put("gibbs", machine().setDataPhase("gibbs").setDataSweeps(3).setAnnealing("2@2, 5@1"));
        machines.put("pretrained", machine().setPretrainIter(20));
        machines.put("three layers", machine().setHiddenLayers(3, 2, 2).setPretrainIter(5));
        Map<String, Double> reached = new LinkedHashMap<>();
        machines.forEach((name, machine) ->
                reached.put(name, meanLogLikelihood(machine.fit(table()).stored())));
        assertTrue(reached.values().stream().allMatch(nats -> nats > -1.8), reached.toString());
    }

    @Test
    void pretrainingAloneGivesAMachineThatKnowsTheRows() {
        DeepBoltzmannMachine machine = machine().setPretrainIter(200).setPretrainLearningRate(0.1);
        double pretrained = meanLogLikelihood(machine.setMaxIter(0).fit(table()).stored());
        double fresh = meanLogLikelihood(machine().setMaxIter(0).fit(table()).stored());
        assertTrue(pretrained > -2.3 && fresh < -2.5, pretrained + " and " + fresh);
    }

    @Test
    void theSameSeedGivesTheSameBytesAndFoldersHoldTheModel() throws IOException {
        DeepBoltzmannMachine machine =
                machine().setNumPartitions(3).setLocalSteps(1).setMaxIter(3).setPretrainIter(2);
        DeepBoltzmannMachineModel model = machine.fit(table());
        assertArrayEquals(values(model), values(machine.fit(table().repartition(5))));
        String path = folder.resolve("model").toString();
        model.setLayerCols("h1", "h2").save(path);
        DeepBoltzmannMachineModel read = DeepBoltzmannMachineModel.load(path);
        assertArrayEquals(values(model), values(read));
        assertEquals(Tables.text(model.transform(table())), Tables.text(read.transform(table())));
        machine.save(folder.resolve("estimator").toString());
        DeepBoltzmannMachine again =
                DeepBoltzmannMachine.load(folder.resolve("estimator").toString());
        assertArrayEquals(machine.getHiddenLayers(), again.getHiddenLayers());
        assertThrows(RuntimeException.class, () -> RBMModel.load(path));
    }

    private static float[] values(DeepBoltzmannMachineModel model) {
        return model.stored().parameters().values();
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> machine().setHiddenLayers(3, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> machine().setLayerCols("a", "b", "c").fit(table()));
        assertThrows(
                IllegalArgumentException.class,
                () -> machine().setLikelihood("pseudo").fit(table()));
        DeepBoltzmannMachineModel model = machine().setMaxIter(1).fit(table());
        assertThrows(
                IllegalArgumentException.class,
                () -> machine().setPretrainIter(1).setInitialModel(model).fit(table()));
        StoredModel stack = new StoredModel(
                StackMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3, 2),
                model.stored().parameters(),
                model.stored().scaling(),
                model.stored().settings(),
                model.stored().data());
        assertThrows(IllegalArgumentException.class, () -> DeepBoltzmannMachineModel.of(stack));
        DeepBoltzmannMachineModel further =
                machine().setPretrainIter(3).setMaxIter(1).partialFit(model, table());
        assertTrue(meanLogLikelihood(further.stored()) < 0);
    }
}
