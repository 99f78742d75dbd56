package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.evaluate.LogZEstimate;
import io.github.sparkboltzmann.evaluate.PseudoLikelihood;
import io.github.sparkboltzmann.evaluate.PseudoLikelihoodSums;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Float32Products;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ExactPartition;
import io.github.sparkboltzmann.sample.ExactRestricted;
import io.github.sparkboltzmann.sample.ExactSamples;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Chains and rows spread over partitions: the same result for any number of them. */
class AnnealingRunsTest {
    private static final Machine MACHINE = Machine.restricted(12, 7);
    private static final Parameters PARAMETERS = TinyMachines.random(MACHINE, 0.8, 5);
    private static final IndependentUnits BASE = IndependentUnits.uniform(12);
    private static final AnnealingSettings SETTINGS =
            AnnealingSettings.reference(3).temperatures(300).runs(50).batch(8);

    private final JavaSparkContext context =
            JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
    private final Broadcast<Parameters> parameters = context.broadcast(PARAMETERS);

    private LogZEstimate up(AnnealingSettings settings) {
        return AnnealingRuns.up(context, MACHINE, parameters, BASE, settings);
    }

    private LogZEstimate down(AnnealingSettings settings, float[] starts, int sweeps) {
        return AnnealingRuns.down(context, MACHINE, parameters, BASE, settings, starts, sweeps);
    }

    private static void assertSame(LogZEstimate expected, LogZEstimate actual) {
        assertEquals(Double.doubleToLongBits(expected.value()), Double.doubleToLongBits(actual.value()));
        assertEquals(
                Double.doubleToLongBits(expected.standardError()), Double.doubleToLongBits(actual.standardError()));
    }

    @Test
    void theNumberOfPartitionsDoesNotShow() {
        LogZEstimate up = up(SETTINGS.partitions(1));
        LogZEstimate down = down(SETTINGS.partitions(1), null, 20);
        assertEquals(50, up.chains());
        for (int partitions : new int[] {0, 2, 3, 7, 40}) {
            assertSame(up, up(SETTINGS.partitions(partitions)));
            assertSame(down, down(SETTINGS.partitions(partitions), null, 20));
        }
        assertTrue(up.value()
                != up(AnnealingSettings.reference(4).temperatures(300).runs(50)).value());
    }

    @Test
    void bothDirectionsFindTheExactValueFromExactAndFromGibbsSamples() {
        double exact = new ExactRestricted(MACHINE).logPartitionFunction(PARAMETERS.values(), 1);
        float[] samples = new ExactSamples(MACHINE, PARAMETERS.values())
                .visible(Kernels.elementwise(), 50, DrawKey.of(1, 0, 200), 0);
        float[] before = samples.clone();
        for (LogZEstimate estimate : List.of(up(SETTINGS), down(SETTINGS, samples, 0), down(SETTINGS, null, 300))) {
            assertEquals(
                    exact,
                    estimate.value(),
                    4 * estimate.standardError(),
                    estimate.direction().toString());
            assertTrue(estimate.standardError() < 0.3, "standard error " + estimate.standardError());
        }
        assertArrayEquals(before, samples, "given starts are left as they are");
    }

    /** Machines with lateral couplings, and of visible units alone: the same entry points, from noise with sweeps. */
    @Test
    void generalMachinesAreAnnealedToo() {
        List<Machine> machines = List.of(
                GeneralMachine.of(UnitTypes.BERNOULLI, 6, 0, Connections.FULL),
                GeneralMachine.of(UnitTypes.BERNOULLI, 6, 4, Connections.SEMI_RESTRICTED),
                GeneralMachine.of(UnitTypes.BERNOULLI, 6, 4, Connections.FULL));
        for (Machine machine : machines) {
            Parameters own = TinyMachines.random(machine, 0.5, 6);
            double exact = ExactPartition.of(machine).logPartitionFunction(own.values(), 1);
            Broadcast<Parameters> shared = context.broadcast(own);
            IndependentUnits base = IndependentUnits.uniform(6);
            LogZEstimate up = AnnealingRuns.up(context, machine, shared, base, SETTINGS);
            LogZEstimate down = AnnealingRuns.down(context, machine, shared, base, SETTINGS, null, 200);
            for (LogZEstimate estimate : List.of(up, down)) {
                assertEquals(exact, estimate.value(), 4 * estimate.standardError() + 1e-5);
                assertTrue(estimate.standardError() < 0.3, "standard error " + estimate.standardError());
            }
            assertSame(up, AnnealingRuns.up(context, machine, shared, base, SETTINGS.partitions(5)));
        }
    }

    @Test
    void startsOfAnotherSizeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> down(SETTINGS, new float[12], 0));
    }

    @Test
    void rowsOfAllPartitionsAreMeasured() {
        float[][] states = TestRows.binary(600, 12, 9);
        List<Row> rows = new ArrayList<>();
        float[] flat = new float[600 * 12];
        for (int r = 0; r < 600; r++) {
            double[] values = new double[12];
            for (int i = 0; i < 12; i++) {
                values[i] = states[r][i];
                flat[r * 12 + i] = states[r][i];
            }
            rows.add(RowFactory.create(Vectors.dense(values), false, null));
        }
        rows.add(300, RowFactory.create(Vectors.dense(new double[11]), false, null));
        double[] values = new double[600];
        new PseudoLikelihood(
                        MACHINE,
                        PARAMETERS.values(),
                        Kernels.elementwise(),
                        new Float32Products(Kernels.matrixProduct()))
                .exact(flat, 600, values);
        PseudoLikelihoodSums expected = new PseudoLikelihoodSums();
        expected.add(values, 600);
        RowReader reader = new RowReader(12, InputScaling.none(), null, UnitTypes.BERNOULLI);
        double[] means = new double[12];
        for (int i = 0; i < flat.length; i++) {
            means[i % 12] += flat[i] / 600;
        }
        for (int partitions : new int[] {1, 2, 5}) {
            JavaRDD<Row> table = context.parallelize(rows, partitions);
            PseudoLikelihoodSums exact = RowPseudoLikelihood.exact(table, reader, MACHINE, parameters);
            assertEquals(600, exact.rows());
            assertEquals(expected.mean(), exact.mean(), 1e-7);
            PseudoLikelihoodSums sampled = RowPseudoLikelihood.sampled(table, reader, MACHINE, parameters, 1);
            assertEquals(expected.mean(), sampled.mean(), 4 * sampled.standardError());
            assertEquals(
                    sampled.mean(),
                    RowPseudoLikelihood.sampled(table, reader, MACHINE, parameters, 1)
                            .mean());
            ColumnMeans columns = ColumnMeans.of(table, reader);
            assertEquals(600, columns.rows());
            assertTrue(columns.isBinary());
            assertArrayEquals(means, columns.means(), 1e-7);
        }
    }
}
