package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.SamplingSettings;
import io.github.sparkboltzmann.sample.TemperatureSchedule;
import io.github.sparkboltzmann.sample.VisibleRows;
import io.github.sparkboltzmann.spark.ChainRuns;
import io.github.sparkboltzmann.spark.ColumnValues;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Samples of a model by Gibbs chains from noise, with columns or the label given where wanted.
 *
 * <pre>
 * model.sampler().setSweeps(2000).setSeed(7).setClamp(Map.of(3, 1.0)).sample(session, 100)      a table: chain, features
 * </pre>
 *
 * <p>Values are in the columns' own units. Chain {@code i} is the same whatever the number of chains and of partitions. A sweep is two matrix products of
 * {@code chains x visible x hidden}; chains go in batches of 96, and fewer cost as much.
 */
public final class BoltzmannSampler implements Sampler {
    private final StoredModel stored;
    private final RowReader reader;
    private final Function<SparkContext, Broadcast<Parameters>> broadcast;
    private String featuresCol;
    private String meansCol = "";
    private int sweeps = 1000;
    private int averagedSweeps = 1;
    private double temperature = 1;
    private double initialTemperature;
    private int annealedSweeps = -1;
    private int rowTotal;
    private double initialMean = Double.NaN;
    private long seed = BoltzmannSampler.class.getName().hashCode();
    private int numPartitions;
    private TemperatureSchedule schedule = TemperatureSchedule.NONE;
    private Vector[] starts = {};
    private Vector[] clamps = {};
    private int[] labels = {};

    /** @param reader of rows of the first visible layer, which lets missing values through */
    BoltzmannSampler(
            StoredModel stored,
            RowReader reader,
            String featuresCol,
            Function<SparkContext, Broadcast<Parameters>> broadcast) {
        if (!JointEnergy.isOf(stored.machine())) {
            throw new IllegalArgumentException(
                    "A stack has no joint distribution whose Gibbs chains could be run; load it as a DeepRestrictedNetworkModel, whose sampler() goes down and up,"
                            + " and give no clamped values.");
        }
        this.stored = stored;
        this.reader = reader;
        this.featuresCol = featuresCol;
        this.broadcast = broadcast;
    }

    /** Of a model of any machine, with the threshold that it was trained with. */
    public static BoltzmannSampler of(StoredModel stored) {
        Broadcasts parameters = new Broadcasts(stored.parameters());
        return new BoltzmannSampler(
                stored, Thresholds.readerOf(stored, Thresholds.of(stored.settings())), "features", parameters::on);
    }

    /** Chains 0 to {@code n - 1} as a table: {@code chain}, features, means if wanted, and further visible layers; computed each time that it is used. */
    @Override
    public Dataset<Row> sample(SparkSession session, long n) {
        requireCount(n);
        SparkContext context = session.sparkContext();
        int partitions = numPartitions == 0 ? context.defaultParallelism() : numPartitions;
        return runs().table(session, broadcast.apply(context), n, partitions, featuresCol, meansCol);
    }

    /** The features of chains 0 to {@code n - 1}, sampled in this thread. */
    @Override
    public Vector[] sample(int n) {
        requireCount(n);
        return runs().rows(stored.parameters().values(), n).stream()
                .map(row -> (Vector) row.get(1))
                .toArray(Vector[]::new);
    }

    static void requireCount(long n) {
        if (n < 1) {
            throw new IllegalArgumentException("1 chain or more are sampled, but " + n + " are to be.");
        }
    }

    private ChainRuns runs() {
        Machine machine = stored.machine();
        SamplingSettings settings = SamplingSettings.of(sweeps)
                .averaged(averagedSweeps)
                .rowTotal(rowTotal)
                .initialMean(initialMean);
        settings = initialTemperature == 0
                ? settings.temperature(temperature)
                : settings.temperature(temperature)
                        .annealed(initialTemperature, annealedSweeps < 0 ? sweeps / 2 : annealedSweeps);
        settings = settings.after(schedule);
        int rows = rows();
        float[][] given = new float[rows][];
        Vector[] known = new Vector[rows];
        for (int r = 0; r < rows; r++) {
            known[r] = clamps.length == 0 ? free() : clamps[r % clamps.length];
            given[r] = states(machine, known[r], labels.length == 0 ? -1 : labels[r % labels.length]);
        }
        ColumnValues values = new ColumnValues(stored.scaling(), reader.width());
        return new ChainRuns(machine, settings, seed, given, known, values, !meansCol.isEmpty())
                .startingFrom(startStates(machine));
    }

    private float[][] startStates(Machine machine) {
        if (starts.length > 0 && machine.layers(true).length > 1) {
            throw new IllegalArgumentException(
                    "Chains of a machine with label units start from noise; give it no starts.");
        }
        float[][] states = new float[starts.length][];
        for (int r = 0; r < states.length; r++) {
            RowReader.Result read = reader.read(starts[r]);
            String problem =
                    read.problem() == null && read.states().hasMissing() ? "a value is missing" : read.problem();
            if (problem != null) {
                throw new IllegalArgumentException("What chains start from, row " + r + ": " + problem + ".");
            }
            states[r] = new float[reader.width()];
            read.states().copyInto(states[r], 0);
        }
        return states;
    }

    private int rows() {
        int most = Math.max(clamps.length, labels.length);
        if (clamps.length > 1 && labels.length > 1 && clamps.length != labels.length) {
            throw new IllegalArgumentException(clamps.length + " rows of given values and " + labels.length
                    + " labels do not belong together; give as many, or one of either.");
        }
        return most;
    }

    private Vector free() {
        double[] free = new double[reader.width()];
        Arrays.fill(free, Double.NaN);
        return Vectors.dense(free);
    }

    private float[] states(Machine machine, Vector known, int label) {
        float[] states = new float[VisibleRows.width(machine)];
        Arrays.fill(states, 0, reader.width(), Float.NaN);
        if (clamps.length > 0) {
            RowReader.Result read = reader.read(known);
            if (read.problem() != null) {
                throw new IllegalArgumentException("What is given to a chain: " + read.problem() + ".");
            }
            read.states().copyInto(states, 0);
        }
        Arrays.fill(states, reader.width(), states.length, label < 0 ? Float.NaN : 0f);
        if (label >= 0) {
            states[reader.width() + label] = 1f;
        }
        return states;
    }

    /** Values in the columns' own units that all chains keep; NaN for those that are sampled. */
    public BoltzmannSampler setClamp(Vector values) {
        return setClamps(List.of(values));
    }

    /** Values by the number of their column, from 0. */
    public BoltzmannSampler setClamp(Map<Integer, Double> values) {
        double[] all = free().toArray();
        values.forEach((column, value) -> {
            if (column < 0 || column >= all.length) {
                throw new IllegalArgumentException("Columns are numbered 0 to " + (all.length - 1) + ", but column "
                        + column + " is to be given.");
            }
            all[column] = value;
        });
        return setClamp(Vectors.dense(all));
    }

    /** A row of values for each chain: chain {@code i} keeps those of row {@code i mod size}. None: all is sampled. */
    public BoltzmannSampler setClamps(List<Vector> rows) {
        clamps = rows.toArray(Vector[]::new);
        return this;
    }

    /** The label's category: chain {@code i} keeps number {@code i mod length}. None: it is sampled, too. */
    @Override
    public BoltzmannSampler setLabels(int... categories) {
        int[] visible = stored.machine().layers(true);
        Layer layer = visible.length == 2 ? stored.machine().layer(visible[1]) : null;
        if (categories.length > 0 && (layer == null || layer.type().groupSize() != layer.size())) {
            throw new IllegalArgumentException("The machine has no label to be given.");
        }
        for (int category : categories) {
            if (category < 0 || category >= layer.size()) {
                throw new IllegalArgumentException("Labels are numbered 0 to " + (layer.size() - 1) + ", but label "
                        + category + " is to be given.");
            }
        }
        labels = categories.clone();
        return this;
    }

    /** Sweeps of a chain, 1 or more; default 1000. */
    @Override
    public BoltzmannSampler setSweeps(int value) {
        sweeps = value;
        return this;
    }

    /** The column of means {@code P(v | h)}, averaged over the last sweeps; empty, the default, for none. */
    @Override
    public BoltzmannSampler setMeansCol(String value) {
        meansCol = value;
        return this;
    }

    /** How many of the last sweeps means are averaged over, 1 (default) to all. */
    public BoltzmannSampler setAveragedSweeps(int value) {
        averagedSweeps = value;
        return this;
    }

    /** The column of the samples; default that of the model's features. */
    @Override
    public BoltzmannSampler setFeaturesCol(String value) {
        featuresCol = value;
        return this;
    }

    /** T, positive; default 1, the distribution that was trained. */
    public BoltzmannSampler setTemperature(double value) {
        temperature = value;
        return this;
    }

    /** The temperature that chains cool from, linearly in 1 / T; 0, the default, for no cooling. */
    public BoltzmannSampler setInitialTemperature(double value) {
        initialTemperature = value;
        return this;
    }

    /** The first sweeps, in which chains cool; default half of all. */
    public BoltzmannSampler setAnnealedSweeps(int value) {
        annealedSweeps = value;
        return this;
    }

    /**
     * Sweeps at falling temperatures that come before the others: {@code 2@2, 2@1.5, 4@1}; empty, the default, for none. With a low temperature at the end
     * chains settle into minima of the energy.
     */
    public BoltzmannSampler setAnnealing(String value) {
        schedule = TemperatureSchedule.parse(value);
        return this;
    }

    /**
     * Rows that chains start from in the place of noise, as a pattern with some of its values flipped: chain {@code i} from row {@code i mod size}. None: noise. At
     * a low temperature chains settle into the pattern that is near: retrieval.
     */
    public BoltzmannSampler setStarts(List<Vector> rows) {
        starts = rows.toArray(Vector[]::new);
        return this;
    }

    /** What a row's counts add up to, for multinomial units only. */
    public BoltzmannSampler setRowTotal(int value) {
        rowTotal = value;
        return this;
    }

    /**
     * The mean state (0 to 1 for binary units) of the noise that chains start from; NaN, the default, for that of units without a bias. The data's mean is a
     * good choice: from noise of one half more chains of a machine of digits ended in blots.
     */
    public BoltzmannSampler setInitialMean(double value) {
        initialMean = value;
        return this;
    }

    /** The seed of every draw of a state; the order in which coupled units are updated is the same for all seeds. */
    @Override
    public BoltzmannSampler setSeed(long value) {
        seed = value;
        return this;
    }

    /** Partitions of the table, at most one for 96 chains; 0, the default, for the cluster's parallelism. */
    @Override
    public BoltzmannSampler setNumPartitions(int value) {
        numPartitions = value;
        return this;
    }
}
