package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.sample.RowStates;
import java.util.Iterator;
import org.apache.spark.sql.Row;

/** The states of a partition's rows, a batch at a time; rows that the reader refuses are left out. */
final class StateBatches {
    /** Rows of a full batch. */
    static final int ROWS = 256;

    private final Iterator<Row> rows;
    private final RowReader reader;
    private final float[] states;
    private boolean missing;

    StateBatches(Iterator<Row> rows, RowReader reader) {
        this.rows = rows;
        this.reader = reader;
        this.states = new float[ROWS * reader.rowWidth()];
    }

    /** Reads the next batch into {@link #states} and returns how many rows it has: 0 at the end. */
    int next() {
        int filled = 0;
        missing = false;
        while (filled < ROWS && rows.hasNext()) {
            RowStates state = reader.read(rows.next()).states();
            if (state != null) {
                missing |= state.hasMissing();
                state.copyInto(states, filled * reader.rowWidth());
                filled++;
            }
        }
        return filled;
    }

    /** Whether a state of the last batch is missing. */
    boolean hasMissing() {
        return missing;
    }

    /** {@code [rows, width]} of the last batch; overwritten by the next. */
    float[] states() {
        return states;
    }
}
