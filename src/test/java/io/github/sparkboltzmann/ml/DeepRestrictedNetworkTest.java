package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingException;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks that are trained jointly, on a table of four patterns. */
class DeepRestrictedNetworkTest {
    @TempDir
    Path folder;

    private static Dataset<Row> table() {
        return DeepBeliefNetworkTest.table().select("features");
    }

    static DeepRestrictedNetwork network() {
        return new DeepRestrictedNetwork()
                .setHiddenLayers(8, 6)
                .setBatchSize(20)
                .setNumPartitions(1)
                .setLocalSteps(400)
                .setMaxIter(200)
                .setMonitorEvery(1000)
                .setLearningRate(0.2)
                .setRegParam(0)
                .setSeed(3);
    }

    private static float[] values(DeepRestrictedNetworkModel model) {
        return model.stored().parameters().values();
    }

    @Test
    void reconstructionsAreLearnedWithPretrainingAndWithoutAndColumnsAreOfTheirLayers() throws IOException {
        DeepRestrictedNetworkModel fresh = network().setMaxIter(1).fit(table());
        DeepRestrictedNetworkModel joint = network().fit(table());
        DeepRestrictedNetworkModel pretrained =
                network().setPretrainIter(50).setMaxIter(50).fit(table());
        double before = fresh.evaluate(table()).reconstructionError();
        double after = joint.evaluate(table()).reconstructionError();
        double with = pretrained.evaluate(table()).reconstructionError();
        assertTrue(before > 0.2 && after < 0.06 && with < 0.06, before + ", " + after + ", pretrained " + with);
        assertTrue(Double.isNaN(joint.evaluate(table()).freeEnergy()));

        joint.setLayerCols("h1", "h2").setReconstructionCol("back");
        Dataset<Row> result = joint.transform(table());
        assertEquals(List.of("features", "hidden", "h1", "h2", "back"), List.of(result.columns()));
        Row first = result.first();
        assertEquals(8, first.<Vector>getAs("h1").size());
        assertEquals(first.<Vector>getAs("hidden"), first.<Vector>getAs("h2"));
        String path = folder.resolve("model").toString();
        joint.save(path);
        DeepRestrictedNetworkModel read = DeepRestrictedNetworkModel.load(path);
        assertArrayEquals(values(joint), values(read));
        assertEquals(Tables.text(result), Tables.text(read.transform(table())));
        assertThrows(RuntimeException.class, () -> RBMModel.load(path));
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAFitThatIsInterruptedGoesOnToThem() {
        DeepRestrictedNetwork network = network()
                .setPretrainIter(1)
                .setMaxIter(4)
                .setNumPartitions(2)
                .setLocalSteps(1)
                .setModelPhase("pcd")
                .setNumChains(10);
        float[] expected = values(network.fit(table()));
        DeepRestrictedNetwork kept = network.copy(new ParamMap())
                .setCheckpointDir(folder.resolve("checkpoints").toString())
                .setCheckpointInterval(1);
        int[] updates = {0};
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {
                updates[0]++;
                if (epoch == 3) {
                    throw new TrainingException("stopped here");
                }
            }
        };
        assertThrows(
                TrainingException.class,
                () -> kept.copy(new ParamMap()).setListener(interrupting).fit(table().repartition(5)));
        assertTrue(updates[0] > 0);
        assertArrayEquals(expected, values(kept.fit(table())));
    }

    @Test
    void whatAStackDoesNotHaveIsRefused() {
        assertRefused("free energy", () -> network().setFreeEnergyCol("f").fit(table()));
        assertRefused("likelihood", () -> network().setLikelihood("exact").fit(table()));
        assertRefused("model phase pt", () -> network().setModelPhase("pt").fit(table()));
        DeepRestrictedNetworkModel model = network().setMaxIter(1).fit(table());
        assertRefused(
                "free energy",
                () -> model.copy(new ParamMap()).setFreeEnergyCol("f").transform(table()));
        assertRefused("joint energy", model::logPartitionFunction);
        assertRefused("joint energy", () -> model.pseudoLikelihood(table()));
        assertRefused("joint distribution", model::imputer);
        assertRefused(
                "joint distribution", () -> model.sample(1, 1, table().first().getAs("features")));
        StoredModel stored = model.stored();
        assertRefused("joint distribution", () -> BoltzmannSampler.of(stored));
        assertRefused("no label", () -> model.sampler().setLabels(1));
        assertRefused("initialMean", () -> model.sampler().setInitialMean(0.1));
    }

    @Test
    void withOneHiddenLayerItIsARestrictedMachineWithAFreeEnergy() {
        DeepRestrictedNetworkModel model =
                network().setHiddenLayers(4).setMaxIter(1).setFreeEnergyCol("f").fit(table());
        double free = model.transform(table()).first().<Double>getAs("f");
        assertTrue(Double.isFinite(free));
        assertEquals(RBMModel.of(model.stored()).logPartitionFunction(), model.logPartitionFunction());
    }

    private static void assertRefused(String text, org.junit.jupiter.api.function.Executable work) {
        RuntimeException refused = assertThrows(RuntimeException.class, work);
        assertTrue(refused.getMessage().contains(text), refused.getMessage());
    }
}
