package io.github.sparkboltzmann.data;

import java.util.List;

/** What to read and how; immutable, built once. Each builder method states its range and default. */
public final class DataOptions {
    private final String path;
    private final String format;
    private final String labels;
    private final String labelColumn;
    private final List<String> featureColumns;
    private final String delimiter;
    private final boolean header;
    private final int width;
    private final String handleInvalid;
    private final String weightColumn;
    private final String missing;
    private final long splitBytes;

    private DataOptions(Builder builder) {
        this.path = builder.path;
        this.format = builder.format;
        this.labels = builder.labels;
        this.labelColumn = builder.labelColumn;
        this.featureColumns = builder.featureColumns;
        this.delimiter = builder.delimiter;
        this.header = builder.header;
        this.width = builder.width;
        this.handleInvalid = builder.handleInvalid;
        this.weightColumn = builder.weightColumn;
        this.missing = builder.missing;
        this.splitBytes = builder.splitBytes;
    }

    /**
     * Starts the options for a path.
     *
     * @param path a file, a folder or a pattern of any Hadoop file system, a {@code builtin:} name, or, with format
     *     {@code table}, a table's name
     * @throws IllegalArgumentException if the path is empty
     */
    public static Builder path(String path) {
        return new Builder(path);
    }

    public String path() {
        return path;
    }

    public String format() {
        return format;
    }

    /** The IDX file of labels, or null. */
    public String labels() {
        return labels;
    }

    /** The label column's name or number, or null. */
    public String labelColumn() {
        return labelColumn;
    }

    /** The feature columns' names; empty for the format's default. */
    public List<String> featureColumns() {
        return featureColumns;
    }

    public String delimiter() {
        return delimiter;
    }

    public boolean header() {
        return header;
    }

    /** The number of features, or 0 to take it from the data. */
    public int width() {
        return width;
    }

    public String handleInvalid() {
        return handleInvalid;
    }

    /** The weight column's name or number, or null. */
    public String weightColumn() {
        return weightColumn;
    }

    /** What becomes of a missing value: error or keep. */
    public String missing() {
        return missing;
    }

    public long splitBytes() {
        return splitBytes;
    }

    boolean skipsInvalid() {
        return handleInvalid.equals("skip");
    }

    boolean keepsMissing() {
        return missing.equals("keep");
    }

    /** Collects options; {@link #build} checks nothing that a method has not checked. */
    public static final class Builder {
        private final String path;
        private String format = "auto";
        private String labels;
        private String labelColumn;
        private List<String> featureColumns = List.of();
        private String delimiter = ",";
        private boolean header;
        private int width;
        private String handleInvalid = "error";
        private String weightColumn;
        private String missing = "error";
        private long splitBytes = 32L << 20;

        private Builder(String path) {
            require(path != null && !path.isBlank(), "path", "a path", path);
            this.path = path;
        }

        /** auto (default, by the name's ending), idx, csv, libsvm, docword, parquet, orc, json, table or builtin. */
        public Builder format(String name) {
            require(name != null && !name.isBlank(), "format", "a name", name);
            if (!name.equals("auto")) {
                DataFormat.named(name);
            }
            this.format = name;
            return this;
        }

        /** The IDX file of labels that belongs to an IDX file of images; null (default) for none. */
        public Builder labels(String file) {
            this.labels = file;
            return this;
        }

        /**
         * The label's column in CSV and tables: a name, or in CSV a number, where 1 is the first column and -1 the last;
         * null (default) for none.
         */
        public Builder labelColumn(String nameOrNumber) {
            this.labelColumn = nameOrNumber;
            return this;
        }

        /**
         * The features' columns. Tables: one column of vectors or arrays (default {@code features}), or several of numbers.
         * CSV with a header: any of its columns (default all but label and weight).
         */
        public Builder featureColumns(List<String> names) {
            this.featureColumns = List.copyOf(names);
            return this;
        }

        /** What separates the columns of CSV: one character or more, a comma by default. */
        public Builder delimiter(String text) {
            require(text != null && !text.isEmpty(), "delimiter", "at least one character", text);
            this.delimiter = text;
            return this;
        }

        /** Whether line 1 of each CSV file holds column names; false by default. */
        public Builder header(boolean present) {
            this.header = present;
            return this;
        }

        /** How many features each row has; 0 (default) takes it from the data. */
        public Builder width(int features) {
            require(features >= 0, "width", "0 or more", features);
            this.width = features;
            return this;
        }

        /** error (default) refuses the first bad row; skip drops bad rows and counts them. */
        public Builder handleInvalid(String mode) {
            require("error".equals(mode) || "skip".equals(mode), "handleInvalid", "error or skip", mode);
            this.handleInvalid = mode;
            return this;
        }

        /** The column of row weights, numbers of 0 or more, named as {@link #labelColumn} is; null (default) for none. */
        public Builder weightColumn(String nameOrNumber) {
            this.weightColumn = nameOrNumber;
            return this;
        }

        /**
         * What becomes of a missing feature: in text an empty field, {@code NaN}, {@code NA} or {@code ?}, in tables null or NaN. error
         * (default): its row is bad; keep: it is NaN in the row's vector. A missing label or weight makes its row bad either way.
         */
        public Builder missing(String mode) {
            require("error".equals(mode) || "keep".equals(mode), "missing", "error or keep", mode);
            this.missing = mode;
            return this;
        }

        /** The most bytes of a file that one task reads; 32 MiB by default, about 42,000 MNIST digits. */
        public Builder splitBytes(long bytes) {
            require(bytes > 0, "splitBytes", "1 or more", bytes);
            this.splitBytes = bytes;
            return this;
        }

        public DataOptions build() {
            return new DataOptions(this);
        }

        private static void require(boolean holds, String option, String expected, Object found) {
            if (!holds) {
                throw new IllegalArgumentException(option + ": expected " + expected + ", found '" + found + "'.");
            }
        }
    }
}
