package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.store.StoreException;
import io.github.sparkboltzmann.train.Checkpoint;
import io.github.sparkboltzmann.train.NamedArrays;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit that is interrupted and repeated gives the bytes of one that was not; what does not belong together is refused. */
class ContinuationTest {
    @TempDir
    Path folder;

    private int saved;

    @Test
    void aFitThatFailedGoesOnWhereTheLastCheckpointWas() throws IOException {
        Dataset<Row> table = table(100);
        String expected = files(rbm().fit(table));
        RBM checkpointing = checkpointing();
        // Three updates an epoch; the clock makes a checkpoint due after every one.
        for (int failure : new int[] {2, 7, 8}) {
            assertThrows(
                    Killed.class,
                    () -> checkpointing.setListener(killedAt(failure)).fit(table));
        }
        List<String> resumed = new ArrayList<>();
        RBMModel model = checkpointing.setListener(noting(resumed)).fit(table);
        assertEquals(List.of("epoch 2 and 1 of 3 updates"), resumed);
        assertEquals(expected, files(model));
        assertEquals(4, model.summary().history().size());
        assertEquals(List.of("checkpoint-000000000011", "checkpoint-000000000012"), checkpoints());
        // Another order and other columns of the same rows, another cache: nothing that shows.
        assertEquals(
                expected,
                files(checkpointing
                        .setStorageLevel("DISK_ONLY")
                        .setAggregationDepth(3)
                        .fit(table.repartition(5))));
    }

    @Test
    void otherDataOrSettingsAreRefusedWithAListOfTheDifferences() throws IOException {
        Dataset<Row> table = table(100);
        checkpointing().fit(table);
        String settings = refusal(checkpointing().setLearningRate(0.1).setNumChains(9), table);
        assertTrue(settings.contains("The checkpoint after epoch 4 in "), settings);
        assertTrue(
                settings.contains("(learningRate: checkpoint 0.3, now 0.1; numChains: checkpoint 0, now 9)"), settings);
        assertTrue(settings.contains("resume=never"), settings);
        String data = refusal(checkpointing(), table(99));
        assertTrue(data.contains("data.fingerprint: checkpoint "), data);
        assertTrue(data.contains("data.rows: checkpoint 100, now 99"), data);
        assertFalse(data.contains("learningRate"), data);
        String fewer = refusal(checkpointing().setMaxIter(3), table);
        assertTrue(fewer.contains("(maxIter: checkpoint 4, now 3)"), fewer);
        String other = refusal(checkpointing().setMaxIter(5).setLearningRateSchedule("linear"), table);
        assertTrue(other.contains("learningRateSchedule") && other.contains("maxIter: checkpoint 4, now 5"), other);

        String strata = refusal(
                checkpointing().setStratifyCol("half"),
                table.withColumn("half", functions.monotonically_increasing_id().mod(2)));
        assertTrue(strata.contains("data.placement: checkpoint "), strata);
        String scaling = refusal(checkpointing().setScaling("divide-by").setScalingDivisor(16), table);
        assertTrue(scaling.contains("data.scaling: checkpoint "), scaling);

        List<String> resumed = new ArrayList<>();
        checkpointing()
                .setLearningRate(0.1)
                .setResume("never")
                .setListener(noting(resumed))
                .fit(table);
        assertEquals(List.of(), resumed);
        assertEquals(2, checkpoints().size());
    }

    @Test
    void withAConstantRateAFinishedRunCanBeMadeLonger() throws IOException {
        Dataset<Row> table = table(100);
        checkpointing().fit(table);
        List<String> resumed = new ArrayList<>();
        RBMModel longer =
                checkpointing().setMaxIter(6).setListener(noting(resumed)).fit(table);
        assertEquals(List.of("epoch 4"), resumed);
        assertEquals(files(rbm().setMaxIter(6).fit(table)), files(longer));

        // Sweeps that grow over the run are a function of its length.
        RBM growing =
                rbm().setFinalCdSteps(3).setCheckpointDir(folder + "/growing").setCheckpointMinutes(1e-9);
        growing.fit(table);
        String refused = refusal(growing.setMaxIter(6), table);
        assertTrue(refused.contains("(maxIter: checkpoint 4, now 6)"), refused);
    }

    @Test
    void aDamagedCheckpointIsPassedOverWithAWarning() throws IOException {
        Dataset<Row> table = table(100);
        assertThrows(
                Killed.class, () -> checkpointing().setListener(killedAt(8)).fit(table));
        Path newest = folder.resolve("checkpoints/checkpoint-000000000007/state.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 4;
        Files.write(newest, bytes);
        List<String> heard = new ArrayList<>();
        RBMModel model = checkpointing().setListener(noting(heard)).fit(table);
        assertTrue(heard.get(0).contains("checkpoint-000000000007"), heard.get(0));
        assertEquals("epoch 2", heard.get(1));
        assertEquals(files(rbm().fit(table)), files(model));
    }

    @Test
    void aCheckpointThatCannotBeWrittenDoesNotEndTheRun() throws IOException {
        Dataset<Row> table = table(100);
        Path checkpoints = folder.resolve("checkpoints");
        Path away = folder.resolve("away");
        List<String> heard = new ArrayList<>();
        RBMModel model = checkpointing()
                .setListener(new TrainingListener() {
                    private int updates;

                    @Override
                    public void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {
                        updates++;
                        try {
                            if (updates == 5) {
                                Files.move(checkpoints, away);
                                Files.writeString(checkpoints, "in the way");
                            } else if (updates == 7) {
                                Files.delete(checkpoints);
                                Files.move(away, checkpoints);
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }

                    @Override
                    public void onWarning(String warning) {
                        heard.add(warning);
                    }
                })
                .fit(table);
        assertEquals(2, heard.size(), heard::toString);
        assertTrue(heard.get(0).contains("Training goes on without this checkpoint, after epoch 1 and 2 of 3 updates"));
        assertEquals(List.of("checkpoint-000000000011", "checkpoint-000000000012"), checkpoints());
        assertEquals(files(rbm().fit(table)), files(model));
    }

    @Test
    void resumeMustNeedsACheckpoint() {
        String message = assertThrows(
                        StoreException.class,
                        () -> checkpointing().setResume("must").fit(table(50)))
                .getMessage();
        assertTrue(message.contains("there is no checkpoint in checkpointDir"), message);
    }

    @Test
    void aSecondDayGoesOnFromTheStateOfTheFirst() throws IOException {
        RBMModel first = rbm().fit(table(100));
        first.save(folder + "/first");
        RBMModel second = rbm().partialFit(first, table(60));
        assertEquals(files(second), files(rbm().partialFit(first, table(60))), "the same twice");
        assertEquals(files(second), files(rbm().partialFit(RBMModel.load(folder + "/first"), table(60))), "from disk");
        assertEquals(12, first.stored().learner().number("stepsBefore"));
        assertEquals(20, second.stored().learner().number("stepsBefore"));
        assertArrayEquals(
                first.stored().scaling().maximum(), second.stored().scaling().maximum());

        // No epoch changes nothing: parameters, optimiser and chains are those of the end of the first day.
        List<String> heard = new ArrayList<>();
        RBMModel none = rbm().setMaxIter(0).setListener(noting(heard)).partialFit(first, table(60));
        assertEquals(List.of(), heard);
        assertArrayEquals(Tables.parameters(first), Tables.parameters(none));
        for (String name : first.stored().learner().names()) {
            if (!name.equals("bounds")) {
                assertTrue(
                        java.util.Arrays.deepEquals(
                                new Object[] {
                                    first.stored().learner().entry(name).values()
                                },
                                new Object[] {
                                    none.stored().learner().entry(name).values()
                                }),
                        name);
            }
        }

        // Each part of the state matters.
        RBMModel warm = rbm().setInitialModel(first).fit(table(60));
        assertNotEquals(files(second), files(warm));
        assertEquals(
                files(warm), files(rbm().setInitialModel(folder + "/first").fit(table(60))), "by path or as itself");
    }

    /** A ladder of another model phase, or of as many temperatures, is no ladder to go on with: chains start anew, and it is said. */
    @Test
    void chainsGoOnUnderTheirOwnLadderOnly() {
        RBMModel pcd = rbm().fit(table(60));
        RBMModel pt = rbm().setModelPhase("pt").setNumTemperatures(4).fit(table(60));
        RBMModel ptt = rbm().setModelPhase("ptt").fit(table(60));
        assertFalse(pt.likelihood().hasLadder(), "temperatures are no frozen machines");
        assertTrue(ptt.likelihood().hasLadder());
        for (RBMModel model : List.of(pcd, pt, ptt)) {
            for (RBM rbm : List.of(
                    rbm(),
                    rbm().setModelPhase("pt").setNumTemperatures(4),
                    rbm().setModelPhase("pt").setNumTemperatures(5),
                    rbm().setModelPhase("ptt"))) {
                List<String> heard = new ArrayList<>();
                RBMModel more = rbm.setMaxIter(1).setListener(noting(heard)).partialFit(model, table(60));
                boolean same =
                        rbm.getModelPhase().equals(model.stored().settings().get("modelPhase"))
                                && (!rbm.getModelPhase().equals("pt") || rbm.getNumTemperatures() == 4);
                assertEquals(same, heard.isEmpty(), rbm.getModelPhase() + ": " + heard);
                assertEquals(
                        rbm.getModelPhase().equals("ptt"), more.likelihood().hasLadder());
            }
        }
    }

    /** The model has the averages, and more training goes on from what they are averages of. */
    @Test
    void moreTrainingGoesOnFromTheParametersBehindTheAverages() {
        List<String> heard = new ArrayList<>();
        RBM averaging = rbm().setAverageDecay(0.9).setListener(noting(heard));
        RBMModel first = averaging.fit(table(60));
        NamedArrays learner = first.stored().learner();
        Block weights = first.stored().machine().weights(0);
        assertFalse(Arrays.equals(
                first.stored().parameters().copyOf(weights), learner.floats("learner." + weights.name())));
        averaging.partialFit(first, table(60));
        assertEquals(List.of(), heard, "nothing starts anew");
    }

    @Test
    void aModelWithoutALearnerStartsOptimiserAndChainsAnewAndSaysSo() {
        RBMModel plain = Tables.model(Tables.WIDTH, 4);
        List<String> heard = new ArrayList<>();
        rbm().setListener(noting(heard)).setMaxIter(1).partialFit(plain, Tables.vectors(Tables.binary(60)));
        assertEquals("The initial model's scaling of the inputs, none, is kept; min-max is not used.", heard.get(0));
        assertTrue(heard.get(1).contains("velocity.weights.visible.hidden"), heard.get(1));
        assertTrue(heard.get(1).contains("chains as its training left them"), heard.get(1));
        assertEquals(2, heard.size());
    }

    @Test
    void aModelOfAnotherMachineOrOtherPartitionsIsRefused() {
        RBMModel plain = Tables.model(Tables.WIDTH, 5);
        String message = assertThrows(IllegalArgumentException.class, () -> rbm().setInitialModel(plain)
                        .fit(table(60)))
                .getMessage();
        assertTrue(message.contains("hidden 5 bernoulli") && message.contains("hidden 4 bernoulli"), message);
        RBMModel first = rbm().fit(table(60));
        String partitions = assertThrows(IllegalArgumentException.class, () -> rbm().setNumPartitions(3)
                        .partialFit(first, table(60)))
                .getMessage();
        assertTrue(partitions.contains("set it to 2"), partitions);
        String alone = assertThrows(IllegalArgumentException.class, () -> rbm().setInitialState("all")
                        .fit(table(60)))
                .getMessage();
        assertTrue(alone.contains("no initialModel"), alone);
    }

    private String refusal(RBM rbm, Dataset<Row> table) {
        return assertThrows(StoreException.class, () -> rbm.fit(table)).getMessage();
    }

    /** Everything that has a state: persistent chains, momentum, centring, drawn rows, scaling. */
    private static RBM rbm() {
        return Tables.rbm()
                .setSeed(1)
                .setModelPhase("pcd")
                .setMaxIter(4)
                .setScaling("min-max")
                .setBinarize("sample");
    }

    private RBM checkpointing() {
        return rbm().setCheckpointDir(folder + "/checkpoints").setCheckpointMinutes(1e-9);
    }

    private static Dataset<Row> table(int rows) {
        double[][] values = Tables.binary(rows);
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < values[r].length; i++) {
                values[r][i] = Math.abs(8 * values[r][i] - (r * 7 + i * 3) % 3);
            }
        }
        return Tables.table(Tables.rows(values), Tables.FEATURES, 2);
    }

    private static TrainingListener killedAt(int update) {
        return new TrainingListener() {
            private int updates;

            @Override
            public void onResume(Checkpoint checkpoint) {
                updates = (int) checkpoint.step();
            }

            @Override
            public void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {
                if (++updates == update) {
                    throw new Killed();
                }
            }
        };
    }

    private static TrainingListener noting(List<String> heard) {
        return new TrainingListener() {
            @Override
            public void onResume(Checkpoint checkpoint) {
                heard.add(checkpoint.place());
            }

            @Override
            public void onWarning(String warning) {
                heard.add(warning);
            }
        };
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private List<String> checkpoints() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("checkpoints"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The bytes of the files that the promise is about. */
    private String files(RBMModel model) throws IOException {
        Path target = folder.resolve("saved-" + saved++);
        model.save(target.toString());
        StringBuilder text = new StringBuilder();
        for (String name : List.of("parameters.safetensors", "machine.json", "learner.safetensors")) {
            text.append(new String(Files.readAllBytes(target.resolve(name)), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}
