package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.deep.BeliefSampling;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.ChainName;
import io.github.sparkboltzmann.sample.SamplingSettings;
import io.github.sparkboltzmann.sample.StackSampling;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Numbered chains of a stack, or of a belief network, as rows of a table: number (long), values of the visible layer (vector), their means where asked for, and
 * the label (double) where the top step has label units.
 *
 * <p>A row is a function of seed and number, whatever the partitions.
 */
public final class StackRuns implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Machine lower;
    private final Machine top;
    private final SamplingSettings settings;
    private final long seed;
    private final int[] labels;
    private final ColumnValues values;
    private final boolean means;

    /**
     * @param lower a stack, or a restricted machine for one step
     * @param top the restricted machine above it whose chains run; {@code null} for chains down and up the stack itself
     * @param labels chain {@code i} has number {@code i mod length}; none for free ones
     */
    public StackRuns(
            Machine lower,
            Machine top,
            SamplingSettings settings,
            long seed,
            int[] labels,
            ColumnValues values,
            boolean means) {
        this.lower = lower;
        this.top = top;
        this.settings = settings;
        this.seed = seed;
        this.labels = labels.clone();
        this.values = values;
        this.means = means;
    }

    /** The table of chains 0 to {@code n - 1}, which is computed when it is used, and each time that it is; {@code topParameters} is {@code null} without a top. */
    public Dataset<Row> table(
            SparkSession session,
            Broadcast<Parameters> lowerParameters,
            Broadcast<Parameters> topParameters,
            long n,
            int partitions,
            String featuresName,
            String meansName) {
        StructType schema = NumberedChains.schema(featuresName, means ? meansName : "", values.width());
        if (classes() > 0) {
            schema = schema.add(top.layer(top.labelLayer()).name(), DataTypes.DoubleType, false);
        }
        return NumberedChains.table(session, schema, n, partitions, maker(this, lowerParameters, topParameters));
    }

    private static NumberedChains.Maker maker(
            StackRuns runs, Broadcast<Parameters> lowerParameters, Broadcast<Parameters> topParameters) {
        return () -> runs.batches(lowerParameters.value(), topParameters == null ? null : topParameters.value());
    }

    /** The same rows, here. */
    public List<Row> rows(Parameters lowerParameters, Parameters topParameters, int n) {
        return NumberedChains.here(n, batches(lowerParameters, topParameters));
    }

    private int classes() {
        return top == null ? 0 : top.classes();
    }

    private NumberedChains.Batches batches(Parameters lowerParameters, Parameters topParameters) {
        if (top == null) {
            StackSampling sampling =
                    new StackSampling(lower, lowerParameters.values(), Kernels.elementwise(), Kernels.batchProducts());
            return (first, count) -> {
                sampling.run(names(first, count), settings.sweeps(), null);
                return rows(first, count, sampling.states(), sampling.means(), null);
            };
        }
        BeliefSampling sampling = new BeliefSampling(
                top,
                topParameters.values(),
                lower,
                lowerParameters.values(),
                settings,
                Kernels.elementwise(),
                Kernels.batchProducts());
        return (first, count) -> {
            sampling.run(names(first, count), given(first, count));
            return rows(first, count, sampling.states(), sampling.means(), sampling.labels());
        };
    }

    private ChainName[] names(long first, int count) {
        ChainName[] names = new ChainName[count];
        Arrays.setAll(names, r -> ChainName.numbered(seed, first + r));
        return names;
    }

    private float[] given(long first, int count) {
        if (labels.length == 0) {
            return null;
        }
        float[] given = new float[count * classes()];
        for (int r = 0; r < count; r++) {
            given[r * classes() + labels[(int) ((first + r) % labels.length)]] = 1;
        }
        return given;
    }

    private List<Row> rows(long first, int count, float[] states, float[] averages, float[] ends) {
        int width = values.width();
        List<Row> rows = new ArrayList<>(count);
        for (int r = 0; r < count; r++) {
            List<Object> row = new ArrayList<>(List.of(first + r, values.of(states, r * width)));
            if (means) {
                row.add(values.of(averages, r * width));
            }
            if (classes() > 0) {
                row.add((double) category(ends, r * classes(), classes()));
            }
            rows.add(RowFactory.create(row.toArray()));
        }
        return rows;
    }

    private static int category(float[] states, int at, int classes) {
        int largest = 0;
        for (int i = 1; i < classes; i++) {
            largest = states[at + i] > states[at + largest] ? i : largest;
        }
        return largest;
    }
}
