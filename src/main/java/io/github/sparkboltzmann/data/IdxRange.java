package io.github.sparkboltzmann.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** Consecutive rows of an IDX file, read by one task; the labels travel with the range, one byte a row. */
final class IdxRange implements Serializable {
    private static final long serialVersionUID = 1L;

    private final IdxFile file;
    private final long offset;
    private final int width;
    private final long firstRow;
    private final int rows;
    private final byte[] labels;

    /**
     * Names the rows.
     *
     * @param offset where the first of them begins in the uncompressed file
     * @param firstRow its number in the file, from 0
     * @param labels the rows' labels, or null
     */
    IdxRange(IdxFile file, long offset, int width, long firstRow, int rows, byte[] labels) {
        this.file = file;
        this.offset = offset;
        this.width = width;
        this.firstRow = firstRow;
        this.rows = rows;
        this.labels = labels;
    }

    /** Opens the file, which is closed when the task ends. */
    Iterator<Row> read(Configuration conf) throws IOException {
        DataInputStream in = file.open(conf, offset);
        TaskCompletionListener close = context -> closeQuietly(in);
        TaskContext.get().addTaskCompletionListener(close);
        return new Iterator<>() {
            private final byte[] image = new byte[width];
            private int next;

            @Override
            public boolean hasNext() {
                return next < rows;
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException(file.name() + " row " + (firstRow + next));
                }
                try {
                    in.readFully(image);
                } catch (IOException e) {
                    throw Jobs.unreadable(file.name(), e);
                }
                return row(next++, image);
            }
        };
    }

    private Row row(int index, byte[] image) {
        double[] values = new double[width];
        for (int i = 0; i < width; i++) {
            values[i] = image[i] & 0xff;
        }
        double label = labels == null ? 0 : labels[index] & 0xff;
        String source = file.name() + " row " + (firstRow + index + 1);
        return Columns.row(labels != null, Vectors.dense(values), label, source);
    }

    private static void closeQuietly(DataInputStream in) {
        try {
            in.close();
        } catch (IOException ignored) {
            // The rows have been read; nothing depends on the close.
        }
    }
}
