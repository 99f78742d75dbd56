package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.ChainName;
import io.github.sparkboltzmann.sample.Sampling;
import io.github.sparkboltzmann.sample.SamplingSettings;
import io.github.sparkboltzmann.sample.VisibleRows;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Adds to a table's rows a column of vectors in which what is missing is filled in: {@code E[v_missing | v_observed]} or a draw of
 * {@code P(v_missing | v_observed)}, by a chain of each row's own.
 *
 * <p>A chain's draws are a function of seed and row (its states and, where there is one, its id), so that splits and order do not show. Rows
 * that miss nothing pass by. Features are the machine's first visible layer; a second may be given by the number of a category, else it is free.
 */
public final class RowCompletion implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MOST_ROWS = 1024;
    private static final int MOST_STATES = 1 << 21;

    private final Machine machine;
    private final RowReader reader;
    private final SamplingSettings settings;
    private final long seed;
    private final boolean draw;
    private final boolean skipInvalid;
    private final int featuresColumn;
    private final int maskColumn;
    private final int idColumn;
    private final int labelColumn;

    /**
     * @param reader that lets missing values through
     * @param draw whether the chain's last states are taken; else the averaged conditional means
     * @param skipInvalid whether rows that the units cannot take are left out; else they are refused
     * @param maskColumn number of the column of vectors or arrays whose elements that are not 0 hide a value; -1 for none
     * @param idColumn number of the column that tells equal rows apart; -1 for none
     * @param labelColumn number of the column of the second visible layer's category, null where it is not known; -1 for none
     */
    public RowCompletion(
            Machine machine,
            RowReader reader,
            SamplingSettings settings,
            long seed,
            boolean draw,
            boolean skipInvalid,
            int featuresColumn,
            int maskColumn,
            int idColumn,
            int labelColumn) {
        this.machine = machine;
        this.reader = reader;
        this.settings = settings;
        this.seed = seed;
        this.draw = draw;
        this.skipInvalid = skipInvalid;
        this.featuresColumn = featuresColumn;
        this.maskColumn = maskColumn;
        this.idColumn = idColumn;
        this.labelColumn = labelColumn;
    }

    /** The table with the column added; {@code schema} has it already. */
    public Dataset<Row> transform(Dataset<Row> table, StructType schema, Broadcast<Parameters> parameters) {
        return transform(table, schema, parameters, this);
    }

    private static Dataset<Row> transform(
            Dataset<Row> table, StructType schema, Broadcast<Parameters> parameters, RowCompletion completion) {
        return AddedColumns.of(
                table,
                schema,
                rows -> completion.new Batches(rows, parameters.value().values()));
    }

    /** One row that was read. */
    private static final class Read {
        private final Row row;
        private final Vector values;
        private final float[] given;
        private final boolean missing;

        Read(Row row, Vector values, float[] given, boolean missing) {
            this.row = row;
            this.values = values;
            this.given = given;
            this.missing = missing;
        }
    }

    private final class Batches extends RowBatches {
        private final int width = VisibleRows.width(machine);
        private final Sampling sampling;
        private final ColumnValues columns = new ColumnValues(reader.scaling(), reader.width());

        Batches(Iterator<Row> rows, float[] parameters) {
            super(rows);
            this.sampling = new Sampling(machine, parameters, settings, Kernels.elementwise(), Kernels.batchProducts());
        }

        @Override
        Iterator<Row> nextBatch(Iterator<Row> rows) {
            int most = Math.max(Sampling.BATCH, Math.min(MOST_ROWS, MOST_STATES / width));
            List<Read> batch = new ArrayList<>(most);
            while (batch.size() < most && rows.hasNext()) {
                Read read = read(rows.next());
                if (read != null) {
                    batch.add(read);
                }
            }
            return complete(batch);
        }

        private Read read(Row row) {
            Vector values = FeatureVectors.at(row, featuresColumn);
            values = maskColumn < 0 ? values : ColumnValues.hide(values, FeatureVectors.at(row, maskColumn));
            RowReader.Result result = reader.read(values);
            String problem = result.problem();
            float[] given = new float[width];
            if (problem == null) {
                result.states().copyInto(given, 0);
                problem = label(row, given);
            }
            if (problem == null) {
                return new Read(row, values, given, result.states().hasMissing());
            }
            if (!skipInvalid) {
                throw new IllegalArgumentException("A row of the table: " + problem + ".");
            }
            return null;
        }

        /** Writes the second layer's states, and returns what is wrong with the label or {@code null}. */
        private String label(Row row, float[] given) {
            Arrays.fill(given, reader.width(), width, Float.NaN);
            if (labelColumn < 0 || row.isNullAt(labelColumn)) {
                return null;
            }
            double label = ((Number) row.get(labelColumn)).doubleValue();
            if (Double.isNaN(label)) {
                return null;
            }
            Layer layer = machine.layer(machine.layers(true)[1]);
            if (label != Math.rint(label) || label < 0 || label >= layer.size()) {
                return "the label is " + label + ", but categories are numbered 0 to " + (layer.size() - 1);
            }
            Arrays.fill(given, reader.width(), reader.width() + layer.size(), 0f);
            given[reader.width() + (int) label] = 1f;
            return null;
        }

        private Iterator<Row> complete(List<Read> batch) {
            List<Read> chains = batch.stream().filter(read -> read.missing).toList();
            ChainName[] names = new ChainName[chains.size()];
            float[] clamped = new float[chains.size() * width];
            for (int c = 0; c < names.length; c++) {
                System.arraycopy(chains.get(c).given, 0, clamped, c * width, width);
                names[c] = name(chains.get(c));
            }
            float[] filled = null;
            if (names.length > 0) {
                sampling.run(names, clamped);
                filled = draw ? sampling.states() : sampling.means();
            }
            List<Row> result = new ArrayList<>(batch.size());
            int chain = 0;
            for (Read read : batch) {
                Vector values = read.missing ? columns.fill(read.values, filled, chain++ * width) : read.values;
                result.add(AddedColumns.append(read.row, values));
            }
            return result.iterator();
        }

        private ChainName name(Read read) {
            byte[] id = idColumn < 0 || read.row.isNullAt(idColumn)
                    ? new byte[0]
                    : read.row.get(idColumn).toString().getBytes(StandardCharsets.UTF_8);
            ByteBuffer bytes = ByteBuffer.allocate(4 * width + id.length);
            for (float state : read.given) {
                bytes.putInt(Float.floatToIntBits(state));
            }
            long[] hash = MurmurHash3.hash128x64(bytes.put(id).array());
            return ChainName.hashed(seed, hash[0], hash[1]);
        }
    }
}
