package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.IndependentUnits;
import io.github.sparkboltzmann.evaluate.LadderEstimate;
import io.github.sparkboltzmann.evaluate.LogZEstimate;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.evaluate.PseudoLikelihoodSums;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.sample.ExactPartition;
import io.github.sparkboltzmann.sample.ExactRestricted;
import io.github.sparkboltzmann.sample.ExactSamples;
import io.github.sparkboltzmann.sample.Trajectory;
import io.github.sparkboltzmann.spark.AnnealingRuns;
import io.github.sparkboltzmann.spark.ColumnMeans;
import io.github.sparkboltzmann.spark.LadderRuns;
import io.github.sparkboltzmann.spark.RowPseudoLikelihood;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.spark.RowScan;
import io.github.sparkboltzmann.train.StateArrays;
import java.util.Arrays;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Likelihoods of a model: {@code log P(v) = -F(v) - log Z}, with log Z exact or estimated, and pseudo-likelihoods, which need no log Z.
 *
 * <pre>
 * exact      2^n terms, n the units of the smaller side: 16 to 20 take a second or less at 784 visible units
 * annealed   independent units to the machine: too low on average, so that likelihoods come out too high
 * reverse    samples of the machine to independent units: too high on average if the samples are exact; else no bound, but a check
 * </pre>
 */
public final class RBMLikelihood {
    /** Up to this many units on the smaller side, exact takes about as long as reading the rows. */
    public static final int EXACT_UNITS = 20;

    private final MachineModel<?> model;
    private final Machine machine;
    private final float[] parameters;

    RBMLikelihood(MachineModel<?> model) {
        this.model = model;
        this.machine = model.stored().machine();
        this.parameters = model.stored().parameters().values();
    }

    /** Whether log Z takes at most {@code 2^EXACT_UNITS} terms. */
    public boolean isExactCheap() {
        return ExactPartition.isPossible(machine, EXACT_UNITS);
    }

    /** Whether {@link #reverseAnnealed} can start from exact samples. */
    public boolean hasExactSamples() {
        return ExactRestricted.isPossible(machine, ExactSamples.MOST_UNITS);
    }

    /**
     * log Z, exact.
     *
     * @throws IllegalArgumentException for more than 25 units on both sides
     */
    public double exact() {
        return ExactPartition.of(machine).logPartitionFunction(parameters, 1);
    }

    /** Mean states of a table's rows, and whether they are all 0 or 1. */
    public ColumnMeans columnMeans(Dataset<?> dataset) {
        return ColumnMeans.of(usableRows(dataset), model.reader(false));
    }

    /** The base of annealing that has a table's column means; any table of the model's columns will do, the training rows are best. */
    public IndependentUnits base(Dataset<?> dataset) {
        ColumnMeans columns = columnMeans(dataset);
        return IndependentUnits.of(machine, columns.means(), columns.rows());
    }

    /** log Z by annealed importance sampling, on the session's cluster. */
    public LogZEstimate annealed(SparkContext context, IndependentUnits base, AnnealingSettings settings) {
        return AnnealingRuns.up(
                JavaSparkContext.fromSparkContext(context), machine, model.broadcastOn(context), base, settings);
    }

    /**
     * log Z by annealing backwards: from exact samples where {@link #hasExactSamples}, else from chains that start from noise.
     *
     * @param sweeps that those chains make first, 1 or more; not used with exact samples
     */
    public LogZEstimate reverseAnnealed(
            SparkContext context, IndependentUnits base, AnnealingSettings settings, int sweeps) {
        float[] samples = null;
        if (hasExactSamples()) {
            DrawKey key = DrawKey.of(settings.seed(), 0, Purpose.CHAIN_STARTS.number());
            samples = new ExactSamples(machine, parameters).visible(Kernels.elementwise(), settings.runs(), key, 0);
        } else if (sweeps < 1) {
            throw new IllegalArgumentException(
                    "Reverse annealing starts from samples of the machine, but its chains are to make " + sweeps
                            + " sweeps from noise; give 1 or more, better thousands.");
        }
        return AnnealingRuns.down(
                JavaSparkContext.fromSparkContext(context),
                machine,
                model.broadcastOn(context),
                base,
                settings,
                samples,
                samples == null ? sweeps : 0);
    }

    /**
     * log Z by {@link #annealed} and by {@link #reverseAnnealed}.
     *
     * @param sweeps of the way back; 0 for the way up alone
     */
    public LogZReport bothWays(SparkContext context, IndependentUnits base, AnnealingSettings settings, int sweeps) {
        LogZEstimate up = annealed(context, base, settings);
        LogZEstimate down = sweeps == 0 ? null : reverseAnnealed(context, base, settings, sweeps);
        return LogZReport.annealed(up, down, hasExactSamples());
    }

    /** Whether the model's training left a ladder of frozen machines: modelPhase ptt, and the last parameters kept. */
    public boolean hasLadder() {
        return "ptt".equals(model.stored().settings().get("modelPhase"))
                && model.stored().learner() != null
                && StateArrays.readTrajectory(model.stored().learner()).rungs() > 0;
    }

    /**
     * log Z along the ladder that training left, on the session's cluster; nothing of it begins at the data or at the trained machine.
     *
     * @param chains of each rung in a batch
     * @param sweeps of each rung, 5 or more
     * @param batches independent estimates, two or more
     * @throws IllegalStateException without a ladder
     */
    public LadderEstimate ladder(SparkContext context, int chains, int sweeps, int batches, long seed) {
        if (!hasLadder()) {
            throw new IllegalStateException(
                    "The model has no ladder of frozen machines; train it with modelPhase ptt.");
        }
        return along(context, StateArrays.readTrajectory(model.stored().learner()), chains, sweeps, batches, seed);
    }

    /**
     * log Z along a ladder of temperatures from independent units, by exchanging chains and Bennett's ratios.
     *
     * @param temperatures in equal steps, both ends included, 3 or more
     * @param chains of each rung in a batch
     * @param sweeps of each rung, 5 or more
     * @param batches independent estimates, two or more
     */
    public LadderEstimate tempered(
            SparkContext context,
            IndependentUnits base,
            int temperatures,
            int chains,
            int sweeps,
            int batches,
            long seed) {
        if (temperatures < 3) {
            throw new IllegalArgumentException(
                    "A ladder has 3 temperatures or more, both ends included, but is to have " + temperatures + ".");
        }
        double[] beta = new double[temperatures];
        Arrays.setAll(beta, r -> (double) r / (temperatures - 1));
        Trajectory ladder = base.temperedTo(Kernels.elementwise(), machine, parameters, beta);
        return along(context, ladder, chains, sweeps, batches, seed);
    }

    private LadderEstimate along(
            SparkContext context, Trajectory ladder, int chains, int sweeps, int batches, long seed) {
        return LadderRuns.of(
                JavaSparkContext.fromSparkContext(context),
                machine,
                model.broadcastOn(context),
                ladder,
                chains,
                sweeps,
                batches,
                seed);
    }

    /**
     * Mean of {@code log P(v)} over a table's rows, in nats a row, for a log Z that is known or estimated. A definition for states 0 and 1; with
     * states between them it is no likelihood.
     */
    public double mean(Dataset<?> dataset, double logZ) {
        if (model.missingValues().areAllowed()) {
            // A row that misses values has no free energy: refused, or skipped.
            return -model.copy(new ParamMap())
                            .setMissing("error")
                            .evaluate(dataset)
                            .freeEnergy()
                    - logZ;
        }
        return -model.evaluate(dataset).freeEnergy() - logZ;
    }

    /** Pseudo-likelihoods of all units of a table's rows. */
    public PseudoLikelihoodSums pseudoLikelihood(Dataset<?> dataset) {
        return RowPseudoLikelihood.exact(
                usableRows(dataset),
                model.reader(false),
                machine,
                model.broadcastOn(dataset.sparkSession().sparkContext()));
    }

    /** Pseudo-likelihoods of one random unit of each row: unbiased, and cheaper by the number of units. */
    public PseudoLikelihoodSums sampledPseudoLikelihood(Dataset<?> dataset, long seed) {
        return RowPseudoLikelihood.sampled(
                usableRows(dataset),
                model.reader(false),
                machine,
                model.broadcastOn(dataset.sparkSession().sparkContext()),
                seed);
    }

    /** @throws InvalidDataException for a row that the units cannot take, unless {@code handleInvalid} is skip, and for no rows */
    private JavaRDD<Row> usableRows(Dataset<?> dataset) {
        Columns.requireFeatures(dataset.schema(), model.getFeaturesCol());
        JavaRDD<Row> rows = InputRows.of(dataset, model);
        RowReader reader = model.reader(false);
        InputRows.requireUsable(RowScan.of(rows, reader), model.getHandleInvalid());
        return rows;
    }
}
