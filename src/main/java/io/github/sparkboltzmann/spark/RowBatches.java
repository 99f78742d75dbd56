package io.github.sparkboltzmann.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Rows made of others a batch at a time: the next batch is read when the last is used up. */
abstract class RowBatches implements Iterator<Row> {
    private final Iterator<Row> rows;
    private Iterator<Row> ready = Collections.emptyIterator();

    RowBatches(Iterator<Row> rows) {
        this.rows = rows;
    }

    /** Takes rows, one at least, and gives those that are made of them: fewer where some are left out, none perhaps. */
    abstract Iterator<Row> nextBatch(Iterator<Row> from);

    @Override
    public final boolean hasNext() {
        while (!ready.hasNext() && rows.hasNext()) {
            ready = nextBatch(rows);
        }
        return ready.hasNext();
    }

    @Override
    public final Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.next();
    }
}
