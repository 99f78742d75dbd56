package io.github.sparkboltzmann.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.StringTokenizer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * The documents of a bag of words in UCI's format, streamed: a sparse vector of counts each, the smallest memory there is for one.
 *
 * <pre>
 * D            documents
 * W            words of the vocabulary: the vectors' width
 * NNZ          lines that follow
 * doc word count    numbers from 1, documents rising, a word once a document
 * </pre>
 *
 * <p>A document without a line is a vector without an entry, so that document {@code d} is always row {@code d}. Source: UCI Machine
 * Learning Repository, "Bag of Words", its description of the file format.
 */
final class Docword implements Iterator<Vector>, AutoCloseable {
    private final String name;
    private final BufferedReader in;
    private final long documents;
    private final int words;
    private final long entries;
    private long line;
    private long read;
    private long next;
    private long document = Long.MAX_VALUE;
    private int word;
    private double count;
    private int[] columns = new int[64];
    private double[] counts = new double[64];

    /** Opens the file and reads its head and first line. */
    Docword(IdxFile file, Configuration conf) {
        this.name = file.name();
        try {
            in = new BufferedReader(new InputStreamReader(file.open(conf, 0), StandardCharsets.UTF_8), 1 << 16);
        } catch (IOException e) {
            throw Jobs.unreadable(name, e);
        }
        documents = head("the number of documents");
        words = (int) Math.min(Integer.MAX_VALUE, head("the number of words"));
        entries = head("the number of lines that follow");
        advance();
    }

    long documents() {
        return documents;
    }

    int words() {
        return words;
    }

    /** The number of the document that {@link #next} gave, from 1. */
    long number() {
        return next;
    }

    @Override
    public boolean hasNext() {
        return next < documents;
    }

    @Override
    public Vector next() {
        if (!hasNext()) {
            throw new NoSuchElementException(name + " document " + next + " is the last");
        }
        next++;
        int filled = 0;
        boolean rising = true;
        while (document == next) {
            if (filled == columns.length) {
                columns = Arrays.copyOf(columns, 2 * filled);
                counts = Arrays.copyOf(counts, 2 * filled);
            }
            columns[filled] = word - 1;
            counts[filled++] = count;
            rising &= filled == 1 || columns[filled - 2] < columns[filled - 1];
            advance();
        }
        int[] own = Arrays.copyOf(columns, filled);
        double[] values = Arrays.copyOf(counts, filled);
        if (!rising) {
            sort(own, values);
        }
        return Vectors.sparse(words, own, values);
    }

    private void sort(int[] own, double[] values) {
        long[] order = new long[own.length];
        for (int e = 0; e < order.length; e++) {
            order[e] = (long) own[e] << 32 | e;
        }
        Arrays.sort(order);
        double[] before = values.clone();
        for (int e = 0; e < order.length; e++) {
            own[e] = (int) (order[e] >>> 32);
            values[e] = before[(int) order[e]];
            if (e > 0 && own[e] == own[e - 1]) {
                throw InvalidDataException.of(
                        name + " document " + next,
                        "each word once",
                        "word " + (own[e] + 1) + " twice",
                        "correct the file");
            }
        }
    }

    private long head(String what) {
        String text = line();
        long number = text == null ? 0 : number(text.strip());
        if (number < 1) {
            throw refusal(what + ", 1 or more", text == null ? "the end of the file" : Problem.quote(text));
        }
        return number;
    }

    /** Reads the line of the next word. */
    private void advance() {
        String text = line();
        while (text != null && text.isBlank()) {
            text = line();
        }
        if (text == null) {
            if (read != entries) {
                throw refusal(entries + " lines of words, as line 3 says", "the end of the file after " + read);
            }
            document = Long.MAX_VALUE;
            return;
        }
        read++;
        StringTokenizer tokens = new StringTokenizer(text);
        if (tokens.countTokens() != 3) {
            throw refusal("'document word count'", Problem.quote(text));
        }
        long of = number(tokens.nextToken());
        long which = number(tokens.nextToken());
        long times = number(tokens.nextToken());
        long least = document == Long.MAX_VALUE ? 1 : document;
        if (of < least || of > documents) {
            throw refusal("a document from " + least + " to " + documents, Problem.quote(text));
        }
        if (which < 1 || which > words) {
            throw refusal("a word from 1 to " + words, Problem.quote(text));
        }
        if (times < 1) {
            throw refusal("a count of 1 or more", Problem.quote(text));
        }
        if (read > entries) {
            throw refusal(entries + " lines of words, as line 3 says", "one more");
        }
        document = of;
        word = (int) which;
        count = times;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private String line() {
        try {
            line++;
            return in.readLine();
        } catch (IOException e) {
            throw Jobs.unreadable(name, e);
        }
    }

    private InvalidDataException refusal(String expected, String found) {
        return InvalidDataException.of(
                name + " line " + line, expected, found, "correct the file, which should be UCI's bag of words");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException ignored) {
            // The documents have been read; nothing depends on the close.
        }
    }
}
