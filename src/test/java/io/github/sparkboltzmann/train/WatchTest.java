package io.github.sparkboltzmann.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import org.junit.jupiter.api.Test;

/** What follows from the records of a run: early stopping, the alarm, and which parameters are kept. */
class WatchTest {
    private static final Machine MACHINE = Machine.restricted(1, 1);

    @Test
    void withoutRulesTheLastParametersAreKept() {
        Watch watch = watch(OnDivergence.STOP, EarlyStopping.NONE, 1, 0);
        for (int e = 1; e <= 30; e++) {
            hear(watch, e, -100 + e, -100 + e, 0);
        }
        assertFalse(watch.stopped());
        assertFalse(watch.keepsBest());
        assertTrue(watch.warnings().isEmpty());
    }

    @Test
    void likelihoodThatNoLongerGrowsStopsAfterPatienceAndTheBestIsKept() {
        Watch watch = watch(OnDivergence.STOP, EarlyStopping.LIKELIHOOD, 3, 0.5);
        double[] validation = {-100, -90, -89.8, -89.7, -89.9};
        for (int e = 1; e <= 4; e++) {
            hear(watch, e, -100 + e, validation[e - 1], 0);
            assertFalse(watch.stopped(), "epoch " + e);
        }
        hear(watch, 5, -95, validation[4], 0);
        assertTrue(watch.stopped());
        assertTrue(watch.keepsBest());
        assertEquals(4, watch.bestEpoch());
        assertEquals(4, watch.bestParameters().values()[0]);
        assertTrue(watch.warnings().get(0).startsWith("Training stopped early after epoch 5 (likelihood, patience 3"));
    }

    @Test
    void growthInBetweenStartsPatienceAnew() {
        Watch watch = watch(OnDivergence.STOP, EarlyStopping.LIKELIHOOD, 2, 0);
        double[] validation = {-100, -101, -99, -100, -98, -99};
        for (int e = 1; e <= 6; e++) {
            hear(watch, e, -100 + e, validation[e - 1], 0);
        }
        assertFalse(watch.stopped());
    }

    @Test
    void aFreeEnergyGapBeyondTheToleranceStops() {
        Watch watch = watch(OnDivergence.STOP, EarlyStopping.FREE_ENERGY_GAP, 2, 3);
        double[] gaps = {1, 4, 2, 4, 5};
        for (int e = 1; e <= 5; e++) {
            assertFalse(watch.stopped(), "before epoch " + e);
            hear(watch, e, -100 + e, Double.NaN, gaps[e - 1]);
        }
        assertTrue(watch.stopped());
    }

    @Test
    void theAlarmStopsOrWarnsAndTheBestIsKept() {
        for (OnDivergence reaction : new OnDivergence[] {OnDivergence.STOP, OnDivergence.WARN}) {
            Watch watch = watch(reaction, EarlyStopping.NONE, 1, 0);
            int heard = 0;
            for (int e = 1; e <= 60 && !watch.stopped(); e++) {
                hear(watch, e, e <= 20 ? -200 + 5 * e : -100 - 5 * (e - 20), Double.NaN, 0);
                heard = e;
            }
            assertTrue(watch.diverged());
            assertTrue(watch.keepsBest());
            assertEquals(20, watch.bestEpoch());
            assertEquals(1, watch.warnings().size());
            assertTrue(watch.warnings().get(0).contains("the best measured epoch was 20"));
            assertEquals(reaction == OnDivergence.WARN, heard == 60);
        }
    }

    @Test
    void theAlarmHalvesFiveTimesAndThenStops() {
        Watch watch = watch(OnDivergence.HALVE, EarlyStopping.NONE, 1, 0);
        int halvings = 0;
        for (int e = 1; e <= 400 && !watch.stopped(); e++) {
            // Up and down in 40 epochs: the alarm has to forget what was before it went back.
            hear(watch, e, e % 40 <= 20 ? -200 + 5 * (e % 40) : -100 - 5 * (e % 40 - 20), Double.NaN, 0);
            halvings += watch.goesBack() ? 1 : 0;
            assertEquals(halvings, watch.warnings().size() - (watch.stopped() ? 1 : 0));
            assertEquals(watch.stopped(), watch.diverged());
        }
        assertTrue(watch.stopped() && watch.keepsBest());
        assertEquals(5, halvings);
        assertTrue(watch.warnings().get(0).contains("the state of epoch 20 with half the learning rate (halving 1 of"));
    }

    @Test
    void aNumberThatIsNotFiniteHalvesFromTheFirstStateWhereNothingWasMeasured() {
        Watch watch = watch(OnDivergence.HALVE, EarlyStopping.NONE, 1, 0);
        watch.notFinite("Training diverged.");
        assertTrue(watch.goesBack() && !watch.stopped() && !watch.keepsBest());
        assertTrue(watch.warnings().get(0).startsWith("Training diverged. Training goes on from its first state"));
        hear(watch, 2, -100, Double.NaN, 0);
        assertFalse(watch.goesBack());
    }

    @Test
    void aNumberThatIsNotFiniteEndsTheRunWithTheLastParametersOrARefusal() {
        Watch watch = watch(OnDivergence.WARN, EarlyStopping.NONE, 1, 0);
        assertThrows(TrainingException.class, () -> watch.notFinite("Training diverged."));
        hear(watch, 1, Double.NaN, Double.NaN, 0);
        hear(watch, 2, Double.NaN, Double.NaN, 0);
        watch.notFinite("Training diverged.");
        assertTrue(watch.stopped());
        assertEquals(2, watch.bestEpoch());
        assertEquals(
                "Training diverged. The parameters of epoch 2 are kept.",
                watch.warnings().get(0));
    }

    @Test
    void earlyStoppingByALikelihoodThatIsNotMeasuredIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new MonitorSettings(1, Likelihood.NONE, OnDivergence.STOP, EarlyStopping.LIKELIHOOD, 1, 0));
    }

    private static Watch watch(OnDivergence reaction, EarlyStopping early, int patience, double tolerance) {
        return new Watch(new MonitorSettings(1, Likelihood.EXACT, reaction, early, patience, tolerance), -200);
    }

    /** Parameters carry the epoch's number. */
    private static void hear(Watch watch, int epoch, double train, double validation, double gap) {
        double[] norms = {1, 1, 1};
        Monitors monitors =
                new Monitors("exact", train, validation, 0.001, norms, new double[0], Double.NaN, Double.NaN);
        EpochRecord record = new EpochRecord(
                epoch, epoch, 1, 0.1, 0, 0.1, new Measures(1, 0.1, -50), new Measures(1, 0.1, -50 + gap), monitors, 1);
        watch.hear(record, Parameters.of(MACHINE, new float[] {epoch, 0, 0}));
    }
}
