package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.evaluate.BeliefBoundSums;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The bound of a trained network's likelihood on a table of four patterns, each as often. */
class BeliefBoundOfTablesTest {
    private static Dataset<Row> table() {
        return DeepBeliefNetworkTest.table();
    }

    private static DeepBeliefNetwork network() {
        return new DeepBeliefNetwork()
                .setHiddenLayers(8, 6)
                .setBatchSize(20)
                .setNumPartitions(1)
                .setLocalSteps(1000)
                .setMaxIter(1)
                .setMonitorEvery(1000)
                .setLearningRate(0.3)
                .setRegParam(0)
                .setSeed(3);
    }

    @Test
    void aTrainedNetworkHasAHigherBoundThatIsBelowTheBestAndTheSameWhateverThePartitions() {
        DeepBeliefNetworkModel fresh = network().fit(table());
        DeepBeliefNetworkModel trained = network().setMaxIter(300).fit(table());
        double before = fresh.meanBound(table(), logZ(fresh), 20, 1);
        BeliefBoundSums after = trained.bound(table(), logZ(trained), 20, 1);
        String figures = before + " to " + after.mean() + " +- " + after.drawError();
        assertEquals(80, after.rows());
        // Six fair coins have -4.16; four patterns as often each are best at -1.39.
        assertTrue(before < -3.5 && after.mean() > -3 && after.mean() < -Math.log(4), figures);
        BeliefBoundSums elsewhere = trained.bound(table().repartition(5), logZ(trained), 20, 1);
        assertEquals(after.mean(), elsewhere.mean(), 1e-12);
        assertTrue(after.mean() != trained.meanBound(table(), logZ(trained), 20, 2));
    }

    private static double logZ(DeepBeliefNetworkModel model) {
        return RBMModel.of(model.top()).likelihood().exact();
    }

    @Test
    void labelUnitsAreRefused() {
        DeepBeliefNetworkModel labelled = network().setLabelCol("label").fit(table());
        String message = assertThrows(IllegalArgumentException.class, () -> labelled.meanBound(table(), 0, 1, 1))
                .getMessage();
        assertTrue(message.contains("label units"), message);
        assertThrows(
                IllegalArgumentException.class, () -> network().fit(table()).meanBound(table(), 0, 0, 1));
    }
}
