package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.ChainName;
import io.github.sparkboltzmann.sample.Sampling;
import io.github.sparkboltzmann.sample.SamplingSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Numbered chains of a machine from noise as rows of a table: number (long), values of the first visible layer (vector), their means where asked
 * for, then each further visible layer under its name, as a category's number (double) where it is one softmax, else as a vector of states.
 *
 * <p>Chain {@code i} starts with the given states number {@code i mod count}. A row is a function of seed and number, whatever the partitions.
 */
public final class ChainRuns implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Machine machine;
    private final SamplingSettings settings;
    private final long seed;
    private final float[][] given;
    private final Vector[] known;
    private final ColumnValues values;
    private final boolean means;
    private final float[][] starts;

    /**
     * @param given rows of visible states, {@code NaN} for free units; none at all where every unit of every chain is free
     * @param known for each of them the first layer's values, {@code NaN} for free units, which come back as they are
     */
    public ChainRuns(
            Machine machine,
            SamplingSettings settings,
            long seed,
            float[][] given,
            Vector[] known,
            ColumnValues values,
            boolean means) {
        this(machine, settings, seed, given, known, values, means, new float[0][]);
    }

    private ChainRuns(
            Machine machine,
            SamplingSettings settings,
            long seed,
            float[][] given,
            Vector[] known,
            ColumnValues values,
            boolean means,
            float[][] starts) {
        this.starts = starts;
        this.machine = machine;
        this.settings = settings;
        this.seed = seed;
        this.given = given;
        this.known = known;
        this.values = values;
        this.means = means;
    }

    /** The same with chains that start from rows of visible states, chain {@code i} from number {@code i mod count}; none for noise. */
    public ChainRuns startingFrom(float[][] rows) {
        return new ChainRuns(machine, settings, seed, given, known, values, means, rows);
    }

    /** The table of chains 0 to {@code n - 1}, which is computed when it is used, and each time that it is. */
    public Dataset<Row> table(
            SparkSession session,
            Broadcast<Parameters> parameters,
            long n,
            int partitions,
            String featuresName,
            String meansName) {
        return NumberedChains.table(session, schema(featuresName, meansName), n, partitions, maker(this, parameters));
    }

    private static NumberedChains.Maker maker(ChainRuns runs, Broadcast<Parameters> parameters) {
        return () -> runs.batches(parameters.value().values());
    }

    /** The same rows, here. */
    public List<Row> rows(float[] parameters, int n) {
        return NumberedChains.here(n, batches(parameters));
    }

    private NumberedChains.Batches batches(float[] parameters) {
        Sampling sampling = sampling(parameters);
        return (first, count) -> rows(sampling, first, count);
    }

    private Sampling sampling(float[] parameters) {
        return new Sampling(machine, parameters, settings, Kernels.elementwise(), Kernels.batchProducts());
    }

    private List<Row> rows(Sampling sampling, long first, int count) {
        int width = sampling.width();
        ChainName[] names = new ChainName[count];
        Arrays.setAll(names, r -> ChainName.numbered(seed, first + r));
        float[] clamped = given.length == 0 ? null : new float[count * width];
        for (int r = 0; r < count && clamped != null; r++) {
            System.arraycopy(given[number(first + r)], 0, clamped, r * width, width);
        }
        float[] from = starts.length == 0 ? null : new float[count * width];
        for (int r = 0; r < count && from != null; r++) {
            System.arraycopy(starts[(int) ((first + r) % starts.length)], 0, from, r * width, width);
        }
        sampling.run(names, clamped, from);
        float[] states = sampling.states();
        float[] averages = sampling.means();
        List<Row> rows = new ArrayList<>(count);
        for (int r = 0; r < count; r++) {
            List<Object> row = new ArrayList<>(List.of(first + r, vector(states, r * width, first + r)));
            if (means) {
                row.add(vector(averages, r * width, first + r));
            }
            addFurtherLayers(states, r * width, row);
            rows.add(RowFactory.create(row.toArray()));
        }
        return rows;
    }

    private int number(long chain) {
        return (int) (chain % given.length);
    }

    private Vector vector(float[] rows, int at, long chain) {
        return given.length == 0 ? values.of(rows, at) : values.fill(known[number(chain)], rows, at);
    }

    private void addFurtherLayers(float[] states, int at, List<Object> row) {
        int[] layers = machine.layers(true);
        int next = at + machine.layer(layers[0]).size();
        for (int l = 1; l < layers.length; l++) {
            Layer layer = machine.layer(layers[l]);
            double[] own = new double[layer.size()];
            int largest = 0;
            for (int i = 0; i < own.length; i++) {
                own[i] = states[next + i];
                largest = own[i] > own[largest] ? i : largest;
            }
            row.add(isCategory(layer) ? (Object) (double) largest : Vectors.dense(own));
            next += own.length;
        }
    }

    private static boolean isCategory(Layer layer) {
        return layer.size() > 1 && layer.type().groupSize() == layer.size();
    }

    private StructType schema(String featuresName, String meansName) {
        StructType schema = NumberedChains.schema(featuresName, means ? meansName : "", values.width());
        int[] layers = machine.layers(true);
        for (int l = 1; l < layers.length; l++) {
            Layer layer = machine.layer(layers[l]);
            schema = schema.add(
                    isCategory(layer)
                            ? new StructField(layer.name(), DataTypes.DoubleType, false, Metadata.empty())
                            : NumberedChains.vectorField(layer.name(), layer.size()));
        }
        return schema;
    }
}
