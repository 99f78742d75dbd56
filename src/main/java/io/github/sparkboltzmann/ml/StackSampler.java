package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.SamplingSettings;
import io.github.sparkboltzmann.spark.ColumnValues;
import io.github.sparkboltzmann.spark.StackRuns;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Samples of a stack by passes down and up, or of a belief network by Gibbs chains of its top step and one pass down.
 *
 * <pre>
 * deep restricted network   h_L ~ noise; so many sweeps down and up; then a last pass down to v
 * belief network            h_(L-1), h_L (and label) by so many sweeps of the top step from noise; then h_(l-1) ~ p(h_(l-1) | h_l) down to v
 * </pre>
 *
 * <p>Values are in the columns' own units. A sweep of a network is two matrix products of the top step, of a stack two of each step.
 */
public final class StackSampler implements Sampler {
    private final StoredModel lower;
    private final StoredModel top;
    private final Function<SparkContext, Broadcast<Parameters>> lowerBroadcast;
    private final Function<SparkContext, Broadcast<Parameters>> topBroadcast;
    private String featuresCol;
    private String meansCol = "";
    private int sweeps = 1000;
    private double initialMean = Double.NaN;
    private long seed = StackSampler.class.getName().hashCode();
    private int numPartitions;
    private int[] labels = {};

    /** @param top {@code null} for a stack without */
    StackSampler(
            StoredModel lower,
            Function<SparkContext, Broadcast<Parameters>> lowerBroadcast,
            StoredModel top,
            Function<SparkContext, Broadcast<Parameters>> topBroadcast,
            String featuresCol) {
        this.lower = lower;
        this.lowerBroadcast = lowerBroadcast;
        this.top = top;
        this.topBroadcast = topBroadcast;
        this.featuresCol = featuresCol;
    }

    @Override
    public Dataset<Row> sample(SparkSession session, long n) {
        BoltzmannSampler.requireCount(n);
        SparkContext context = session.sparkContext();
        int partitions = numPartitions == 0 ? context.defaultParallelism() : numPartitions;
        return runs().table(
                        session,
                        lowerBroadcast.apply(context),
                        top == null ? null : topBroadcast.apply(context),
                        n,
                        partitions,
                        featuresCol,
                        meansCol);
    }

    @Override
    public Vector[] sample(int n) {
        BoltzmannSampler.requireCount(n);
        return runs().rows(lower.parameters(), top == null ? null : top.parameters(), n).stream()
                .map(row -> (Vector) row.get(1))
                .toArray(Vector[]::new);
    }

    private StackRuns runs() {
        return new StackRuns(
                lower.machine(),
                top == null ? null : top.machine(),
                SamplingSettings.of(sweeps).initialMean(initialMean),
                seed,
                labels,
                new ColumnValues(lower.scaling(), lower.machine().layer(0).size()),
                !meansCol.isEmpty());
    }

    @Override
    public StackSampler setLabels(int... categories) {
        int classes = top == null ? 0 : top.machine().classes();
        if (categories.length > 0 && classes == 0) {
            throw new IllegalArgumentException("The model has no label to be given.");
        }
        for (int category : categories) {
            if (category < 0 || category >= classes) {
                throw new IllegalArgumentException(
                        "Labels are numbered 0 to " + (classes - 1) + ", but label " + category + " is to be given.");
            }
        }
        labels = categories.clone();
        return this;
    }

    @Override
    public StackSampler setSweeps(int value) {
        sweeps = value;
        return this;
    }

    /**
     * The mean state of the noise in the layer below the top one that a belief network's chains start from; NaN, the default, for that of units without a bias.
     *
     * @throws IllegalArgumentException for a stack, whose chains start in its highest layer
     */
    public StackSampler setInitialMean(double value) {
        if (top == null && !Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    "Chains of a deep restricted network start from noise in its highest layer, which has no mean to be set; leave initialMean.");
        }
        initialMean = value;
        return this;
    }

    @Override
    public StackSampler setSeed(long value) {
        seed = value;
        return this;
    }

    @Override
    public StackSampler setFeaturesCol(String value) {
        featuresCol = value;
        return this;
    }

    @Override
    public StackSampler setMeansCol(String value) {
        meansCol = value;
        return this;
    }

    @Override
    public StackSampler setNumPartitions(int value) {
        numPartitions = value;
        return this;
    }
}
