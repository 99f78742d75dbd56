package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.StackSweeps;
import io.github.sparkboltzmann.sample.States;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Adds to a table's rows what a stack's visible units make of the states of its highest hidden layer, by one pass down of means.
 *
 * <pre>
 * d_(l-1) = sigmoid(a_l + W_l d_l),   d_L given,   l = L..1;     the column: d_0, standardised states in the columns' own units
 * </pre>
 */
public final class DownwardPass implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int BATCH = 256;

    private final Machine stack;
    private final InputScaling scaling;
    private final int column;

    /**
     * @param stack a {@link StackMachine}, or a restricted machine for one step
     * @param scaling of the visible units' inputs
     * @param column number of the column of hidden states
     */
    public DownwardPass(Machine stack, InputScaling scaling, int column) {
        this.stack = stack;
        this.scaling = scaling;
        this.column = column;
    }

    /** The table with the column added; {@code schema} has it already. */
    public Dataset<Row> transform(Dataset<Row> table, StructType schema, Broadcast<Parameters> parameters) {
        return transform(table, schema, parameters, this);
    }

    private static Dataset<Row> transform(
            Dataset<Row> table, StructType schema, Broadcast<Parameters> parameters, DownwardPass pass) {
        return AddedColumns.of(
                table, schema, rows -> pass.new Batches(rows, parameters.value().values()));
    }

    private final class Batches extends RowBatches {
        private final GibbsSampler sampler = new GibbsSampler(stack, Kernels.elementwise(), Kernels.batchProducts());
        private final States states = new States(stack);
        private final int top = StackMachine.hidden(StackMachine.steps(stack));

        Batches(Iterator<Row> rows, float[] parameters) {
            super(rows);
            sampler.load(parameters);
        }

        @Override
        Iterator<Row> nextBatch(Iterator<Row> rows) {
            List<Row> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && rows.hasNext()) {
                batch.add(rows.next());
            }
            int n = batch.size();
            int hidden = stack.layer(top).size();
            states.resize(n);
            for (int r = 0; r < n; r++) {
                double[] given = FeatureVectors.at(batch.get(r), column).toArray();
                for (int i = 0; i < hidden; i++) {
                    states.state(top)[r * hidden + i] = (float) given[i];
                }
            }
            StackSweeps.down(stack, states, layer -> {
                sampler.mean(states, layer, 1);
                System.arraycopy(states.mean(layer), 0, states.state(layer), 0, n * states.size(layer));
            });
            List<Row> result = new ArrayList<>(n);
            for (int r = 0; r < n; r++) {
                result.add(AddedColumns.append(batch.get(r), values(r)));
            }
            return result.iterator();
        }

        private Vector values(int row) {
            int width = stack.layer(0).size();
            double[] values = new double[width];
            for (int i = 0; i < width; i++) {
                values[i] = scaling.valueOf(i, states.mean(0)[row * width + i]);
            }
            return Vectors.dense(values);
        }
    }
}
