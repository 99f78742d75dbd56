package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.LabelInference;
import io.github.sparkboltzmann.sample.MissingValues;
import io.github.sparkboltzmann.sample.RowStates;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Adds columns to a table's rows, batch after batch of a partition through matrix products. */
public final class RowTransformer implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Large enough for the products to run at their rate, small enough for a batch to stay in the second-level cache. */
    private static final int BATCH = 256;

    private final Machine machine;
    private final RowReader reader;
    private final int featuresColumn;
    private final boolean skipInvalid;
    private final MissingValues missing;
    private final Output[] outputs;
    private final LabelInference inference;
    private final double[] thresholds;

    /** What a column that is added holds. */
    public enum Output {
        /** Hidden probabilities. */
        HIDDEN,
        FREE_ENERGY,
        RECONSTRUCTION,
        /** {@code -F(x, y)} of each label but for terms without it, in nats; of sampled labels the logarithm of their probabilities. */
        RAW_PREDICTION,
        /** {@code P(y | x)}. */
        PROBABILITY,
        /** The label of the largest probability, each divided by its threshold. */
        PREDICTION
    }

    /**
     * @param featuresColumn number of the column of vectors or arrays
     * @param skipInvalid whether rows that the units cannot take are left out; else they are refused
     * @param missing what becomes of missing values, where the reader lets them through
     * @param outputs the columns to add, in their order
     */
    public RowTransformer(
            Machine machine,
            RowReader reader,
            int featuresColumn,
            boolean skipInvalid,
            MissingValues missing,
            Output... outputs) {
        this(machine, reader, featuresColumn, skipInvalid, missing, outputs, LabelInference.EXACT, null);
    }

    private RowTransformer(
            Machine machine,
            RowReader reader,
            int featuresColumn,
            boolean skipInvalid,
            MissingValues missing,
            Output[] outputs,
            LabelInference inference,
            double[] thresholds) {
        this.machine = machine;
        this.reader = reader;
        this.featuresColumn = featuresColumn;
        this.skipInvalid = skipInvalid;
        this.missing = missing;
        this.outputs = outputs.clone();
        this.inference = inference;
        this.thresholds = thresholds;
    }

    /** This, with labels inferred that way; thresholds may be {@code null} for none. */
    public RowTransformer withLabels(LabelInference newInference, double[] newThresholds) {
        return new RowTransformer(
                machine, reader, featuresColumn, skipInvalid, missing, outputs, newInference, newThresholds);
    }

    private boolean has(Output output) {
        return Arrays.asList(outputs).contains(output);
    }

    /** The table with the columns added; {@code schema} has them already. */
    public Dataset<Row> transform(Dataset<Row> table, StructType schema, Broadcast<Parameters> parameters) {
        return transform(table, schema, parameters, this);
    }

    private static Dataset<Row> transform(
            Dataset<Row> table, StructType schema, Broadcast<Parameters> parameters, RowTransformer transformer) {
        return AddedColumns.of(
                table,
                schema,
                rows -> transformer.new Batches(rows, parameters.value().values()));
    }

    private final class Batches extends RowBatches {
        private final float[] parameters;
        private final RowMeasurer measurer = new RowMeasurer(machine, Kernels.elementwise(), Kernels.batchProducts());

        Batches(Iterator<Row> rows, float[] parameters) {
            super(rows);
            this.parameters = parameters;
            measurer.load(parameters);
        }

        @Override
        Iterator<Row> nextBatch(Iterator<Row> rows) {
            List<Row> batch = new ArrayList<>(BATCH);
            List<RowStates> states = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && rows.hasNext()) {
                Row row = rows.next();
                RowReader.Result result = reader.read(FeatureVectors.at(row, featuresColumn));
                if (result.problem() == null) {
                    requireEnergy(result.states());
                    batch.add(row);
                    states.add(result.states());
                } else if (!skipInvalid) {
                    throw new IllegalArgumentException("A row of the table: " + result.problem() + ".");
                }
            }
            return batch.isEmpty() ? List.<Row>of().iterator() : compute(batch, states);
        }

        private void requireEnergy(RowStates row) {
            if (has(Output.FREE_ENERGY) && row.hasMissing()) {
                throw new IllegalArgumentException(
                        "A row of the table has missing values, and so no free energy; leave freeEnergyCol empty, or leave such rows out.");
            }
        }

        private Iterator<Row> compute(List<Row> batch, List<RowStates> states) {
            int n = batch.size();
            int width = reader.width();
            float[] clamped = measurer.clamp(n);
            for (int r = 0; r < n; r++) {
                states.get(r).copyInto(clamped, r * width);
            }
            if (states.stream().anyMatch(RowStates::hasMissing)) {
                measurer.complete(missing);
            }
            Object[][] columns = new Object[outputs.length][];
            LabelColumns labels = null;
            if (has(Output.RAW_PREDICTION) || has(Output.PROBABILITY) || has(Output.PREDICTION)) {
                labels = new LabelColumns(machine, measurer, parameters, inference, thresholds, n);
            }
            double[] energies = new double[n];
            if (has(Output.FREE_ENERGY)) {
                measurer.freeEnergy(energies);
            }
            float[] means = has(Output.HIDDEN) || has(Output.RECONSTRUCTION) ? measurer.features() : null;
            for (int c = 0; c < outputs.length; c++) {
                columns[c] = switch (outputs[c]) {
                    case HIDDEN ->
                        vectors(
                                means,
                                n,
                                machine.highestHidden() < 0
                                        ? 0
                                        : machine.layer(machine.highestHidden()).size());
                    case FREE_ENERGY -> Arrays.stream(energies).boxed().toArray();
                    case RAW_PREDICTION -> labels.raw();
                    case PROBABILITY -> labels.probabilities();
                    case PREDICTION -> labels.predictions();
                    case RECONSTRUCTION -> null;
                };
            }
            // Overwrites what the others read.
            for (int c = 0; c < outputs.length; c++) {
                if (outputs[c] == Output.RECONSTRUCTION) {
                    columns[c] = values(vectors(measurer.reconstruction(), n, width));
                }
            }
            List<Row> result = new ArrayList<>(n);
            for (int r = 0; r < n; r++) {
                result.add(append(batch.get(r), columns, r));
            }
            return result.iterator();
        }

        /** Standardised states back in the columns' own units; others as they are. */
        private Vector[] values(Vector[] states) {
            for (Vector row : states) {
                double[] values = row.toArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = reader.scaling().valueOf(i, values[i]);
                }
            }
            return states;
        }

        private Vector[] vectors(float[] matrix, int n, int units) {
            Vector[] vectors = new Vector[n];
            for (int r = 0; r < n; r++) {
                double[] values = new double[units];
                for (int i = 0; i < units; i++) {
                    values[i] = matrix[r * units + i];
                }
                vectors[r] = Vectors.dense(values);
            }
            return vectors;
        }
    }

    /** The row's values and those of the columns added. */
    private static Row append(Row row, Object[][] columns, int r) {
        Object[] values = new Object[row.size() + columns.length];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        for (int c = 0; c < columns.length; c++) {
            values[row.size() + c] = columns[c][r];
        }
        return RowFactory.create(values);
    }
}
