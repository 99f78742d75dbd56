package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.train.TrainingException;
import io.github.sparkboltzmann.train.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed, settings and partitioning give the same bytes on disk. */
class ReproducibilityTest {
    @TempDir
    Path folder;

    private int saved;

    @Test
    void twoRunsWithOneSeedWriteTheSameBytesAndAnotherSeedOthers() throws IOException {
        Dataset<Row> table = table(greys(), 2);
        String first = files(rbm().fit(table));
        assertEquals(first, files(rbm().fit(table)));
        assertNotEquals(first, files(rbm().setSeed(2).fit(table)));
    }

    @Test
    void orderAndPartitionsOfTheInputDoNotShow() throws IOException {
        double[][] greys = greys();
        String expected = files(rbm().fit(table(greys, 1)));
        List<Row> rows = Tables.rows(greys);
        Collections.shuffle(rows, new Random(4));
        assertEquals(expected, files(rbm().fit(Tables.table(rows, Tables.FEATURES, 7))));
    }

    @Test
    void settingsThatShouldNotShowDoNot() throws IOException {
        Dataset<Row> table = table(greys(), 2);
        String expected = files(rbm().fit(table));
        RBM other = rbm().setAggregationDepth(3)
                .setStorageLevel("DISK_ONLY")
                .setOutputCol("code")
                .setFreeEnergyCol("energy");
        assertEquals(expected, files(other.fit(table)));
    }

    @Test
    void cachedBlocksLostMidwayDoNotShow() throws IOException {
        Dataset<Row> table = table(greys(), 2);
        AtomicInteger dropped = new AtomicInteger();
        RBM disturbed = rbm().setListener(new TrainingListener() {
            @Override
            public void onUpdate(int epoch, int updateOfEpoch, long rows, double reconstructionError) {
                if (updateOfEpoch == 2) {
                    dropped.addAndGet(dropAllCachedBlocks());
                }
            }
        });
        assertEquals(files(rbm().fit(table)), files(disturbed.fit(table)));
        assertTrue(dropped.get() > 0);
    }

    @Test
    void aSavedModelIsTheModelThatWasSaved() throws IOException {
        RBMModel model = rbm().fit(table(greys(), 2)).setFreeEnergyCol("energy");
        model.save(folder + "/model");
        RBMModel back = RBMModel.load(folder + "/model");
        assertEquals(files(model), files(back));
        Dataset<Row> rows = table(greys(), 3);
        assertEquals(Tables.text(model.transform(rows)), Tables.text(back.transform(rows)));
        assertTrue(model.hasSummary() && !back.hasSummary());
    }

    @Test
    void nothingIsCachedAfterTrainingWhetherItSucceedsOrFails() {
        Dataset<Row> table = table(greys(), 2);
        Set<Integer> before = cached();
        rbm().fit(table);
        assertEquals(before, cached());
        RBM diverging = rbm().setLearningRate(1e38).setMaxIter(20).setBinarize("none");
        assertThrows(TrainingException.class, () -> diverging.fit(table));
        assertEquals(before, cached());
    }

    private static RBM rbm() {
        return Tables.rbm()
                .setSeed(1)
                .setNumPartitions(3)
                .setMaxIter(2)
                .setScaling("divide-by")
                .setBinarize("sample");
    }

    /** Rows from 0 to 255, some of them twice. */
    private static double[][] greys() {
        double[][] rows = Tables.binary(90);
        Random random = new Random(1);
        for (int r = 0; r < 90; r++) {
            for (int i = 0; i < rows[r].length; i++) {
                rows[r][i] = r >= 80 ? rows[r - 80][i] : Math.abs(255 * rows[r][i] - random.nextInt(60));
            }
        }
        return rows;
    }

    private static Dataset<Row> table(double[][] rows, int partitions) {
        return Tables.table(Tables.rows(rows), Tables.FEATURES, partitions);
    }

    /** The bytes of the two files that the promise is about. */
    private String files(RBMModel model) throws IOException {
        Path target = folder.resolve("saved-" + saved++);
        model.save(target.toString());
        StringBuilder text = new StringBuilder();
        for (String name : List.of("parameters.safetensors", "machine.json")) {
            text.append(new String(Files.readAllBytes(target.resolve(name)), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    private static Set<Integer> cached() {
        return Set.copyOf(context().getPersistentRDDs().keySet());
    }

    private static int dropAllCachedBlocks() {
        BlockManager manager = SparkEnv.get().blockManager();
        int before = manager.getMatchingBlockIds(BlockId::isRDD).size();
        context().getPersistentRDDs().keySet().forEach(manager::removeRdd);
        return before - manager.getMatchingBlockIds(BlockId::isRDD).size();
    }

    private static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
    }
}
