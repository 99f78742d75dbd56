package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.ml.RBM;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What does not fit is refused before the first job, with the setting to change. */
class MemoryNeedsTest {
    private static final long MEGABYTE = 1L << 20;

    @Test
    void needsFollowFromTheNumbers() {
        long p = 50_000_000;
        MemoryNeeds oneUpdate = new MemoryNeeds(p, 2 * p, p, false, 1, 2);
        // 4 + 2 + 2 + 3 arrays of the driver's, and 2 of the task's.
        assertEquals(300 * MEGABYTE + 13 * p * 4 * 100 / 85, oneUpdate.together(2));
        assertEquals(300 * MEGABYTE + 11 * p * 4 * 100 / 85, oneUpdate.driver());
        assertEquals(300 * MEGABYTE + 4 * p * 4 * 100 / 85, oneUpdate.executor(4), "one partition is one task");
        MemoryNeeds localSteps = new MemoryNeeds(p, 2 * p, p, true, 8, 2);
        assertEquals(300 * MEGABYTE + (4 + 2 * 5) * p * 4 * 100 / 85, localSteps.executor(2));
    }

    @Test
    void whatReachesTheDriverIsTheLastLevelOfTheTree() {
        assertEquals(8, FusedSum.results(8, 1));
        assertEquals(2, FusedSum.results(8, 2));
        assertEquals(4, FusedSum.results(4, 2));
        assertEquals(10, FusedSum.results(100, 2));
    }

    @Test
    void aMachineThatIsTooLargeIsRefusedBeforeAnyJob() {
        SparkContext context = TestSpark.session().sparkContext();
        Dataset<Row> table = TestSpark.session()
                .createDataFrame(
                        List.of(RowFactory.create(Vectors.sparse(50_000, new int[] {3}, new double[] {1}))),
                        new StructType().add("features", SQLDataTypes.VectorType()));
        int jobs = context.statusTracker().getJobIdsForGroup(null).length;
        RBM rbm = new RBM().setNumHidden(4_000).setMaxIter(1).setLocalSteps(1);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> rbm.fit(table));
        assertTrue(
                refused.getMessage()
                        .matches(
                                "A machine of 200,054,000 parameters needs about .* MB of memory in the driver, which runs the tasks, too, but"
                                        + " there are .* MB, enough for some .* parameters; give it --driver-memory [0-9]+m, or train a smaller one\\."),
                refused.getMessage());
        assertEquals(jobs, context.statusTracker().getJobIdsForGroup(null).length);
    }

    @Test
    void whatSparkIsNotSetToCarryIsRefused() {
        // 44 MB a sum: thirty of them exceed the gigabyte that a job may return.
        SparkConf conf = new SparkConf(false);
        MemoryNeeds wide = new MemoryNeeds(11_000_000, 11_000_000, 11_000_000, false, 30, 1);
        assertRefused(() -> wide.requireCarried(conf), "spark.driver.maxResultSize is 1,024 MB; set it to 13");
        new MemoryNeeds(11_000_000, 11_000_000, 11_000_000, false, 30, 2).requireCarried(conf);
        wide.requireCarried(conf.clone().set("spark.driver.maxResultSize", "0"));
    }

    @Test
    void whatKryoCannotHoldIsRefused() {
        SparkConf kryo = new SparkConf(false)
                .set("spark.serializer", KryoSerializer.class.getName())
                .set("spark.driver.maxResultSize", "0");
        // 80 MB, of a buffer of 64.
        MemoryNeeds large = new MemoryNeeds(20_000_000, 20_000_000, 20_000_000, false, 1, 2);
        assertRefused(
                () -> large.requireCarried(kryo), "spark.kryoserializer.buffer.max is 64 MB; set it to 77m or more");
        large.requireCarried(kryo.clone().set("spark.kryoserializer.buffer.max", "77m"));
        MemoryNeeds larger = new MemoryNeeds(400_000_000, 600_000_000, 400_000_000, true, 1, 2);
        assertRefused(() -> larger.requireCarried(kryo), "leave spark.serializer as it is");
    }

    private static void assertRefused(Executable call, String part) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
