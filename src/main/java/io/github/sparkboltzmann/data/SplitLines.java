package io.github.sparkboltzmann.data;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import scala.Tuple2;

/** The rows of one split of a text file, each with its line number; blank lines, comments and a good header give no row. */
final class SplitLines implements Iterator<ReadRow> {
    private final String file;
    private final String place;
    private final Iterator<Tuple2<LongWritable, Text>> records;
    private final LineParser parser;
    private boolean headerDue;
    private long number;
    private Parsed next;

    /**
     * Reads a split.
     *
     * @param startsFile whether the split holds the file's line 1
     * @param linesBefore the number of lines of the file in front of the split
     */
    SplitLines(
            String file,
            boolean startsFile,
            long linesBefore,
            Iterator<Tuple2<LongWritable, Text>> records,
            LineParser parser) {
        this.file = file;
        this.place = file + " line";
        this.records = records;
        this.parser = parser;
        this.headerDue = startsFile && parser.hasHeader();
        this.number = linesBefore;
    }

    /** The number of the last line read; after the last row, the number of the split's last line. */
    long number() {
        return number;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            String line = nextLine();
            if (line == null) {
                return false;
            }
            number++;
            if (headerDue) {
                headerDue = false;
                Problem problem = parser.headerProblem(line);
                next = problem == null ? null : Parsed.bad(problem);
            } else if (!parser.isSkipped(line)) {
                next = parser.parse(line);
            }
        }
        return true;
    }

    @Override
    public ReadRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException(place + " " + number + " is the last");
        }
        ReadRow row = new ReadRow(place, number, next);
        next = null;
        return row;
    }

    /** Scala's iterator throws Hadoop's IOException without declaring it. */
    private String nextLine() {
        try {
            return records.hasNext() ? records.next()._2().toString() : null;
        } catch (Exception failure) {
            throw failure instanceof IOException ? Jobs.unreadable(file, failure) : (RuntimeException) failure;
        }
    }
}
