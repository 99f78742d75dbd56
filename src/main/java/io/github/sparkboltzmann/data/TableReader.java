package io.github.sparkboltzmann.data;

import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/**
 * Reads tables that Spark reads: one column of vectors or arrays, or several of numbers.
 *
 * <p>Rows of Parquet are named by file and row. Other tables do not number their rows; there a row is named by its partition and its
 * place in it, which is the same on every run over the same files.
 */
final class TableReader {
    private TableReader() {}

    static LoadedData read(SparkSession spark, DataOptions options, DataFormat format) {
        Dataset<Row> table = load(spark, options, format);
        InputStates files =
                InputStates.at(table.inputFiles(), spark.sparkContext().hadoopConfiguration());
        List<String> names =
                options.featureColumns().isEmpty() ? List.of(DataReader.FEATURES) : options.featureColumns();
        boolean hasLabel = options.labelColumn() != null;
        boolean hasWeight = options.weightColumn() != null;
        Column label = hasLabel ? number(table, options, options.labelColumn()) : functions.lit(0.0);
        Column weight = hasWeight ? number(table, options, options.weightColumn()) : functions.lit(1.0);
        boolean placed = format == DataFormat.PARQUET;
        Dataset<Row> selected = table.select(
                features(table, options, names).as("f"),
                label.as("l"),
                (placed
                                ? functions.col("_metadata.file_path")
                                : functions.lit(null).cast("string"))
                        .as("p"),
                (placed ? functions.col("_metadata.row_index") : functions.lit(0L)).as("n"),
                weight.as("w"));
        TableRow parser = new TableRow(names, holdNumbers(table, names), width(options, selected, names), options);
        String name = options.path();
        JavaRDD<ReadRow> read = selected.javaRDD()
                .mapPartitionsWithIndex((partition, rows) -> new Numbered(name, partition, rows, parser), true);
        Check check = new Check();
        Jobs.run(options.path(), () -> read.mapPartitions(rows ->
                                Collections.singletonList(Check.of(rows)).iterator())
                        .collect())
                .forEach(part -> check.merge(part, 0));
        check.enforce(options);
        boolean skips = options.skipsInvalid();
        JavaRDD<Row> rows = read.filter(row -> row.kept(skips)).map(row -> row.toRow(hasLabel, hasWeight));
        Dataset<Row> dataset = spark.createDataFrame(rows, Columns.schema(hasLabel, hasWeight));
        return new LoadedData(dataset, options.path(), format, check.rows(), check.bad(), check.width(), files);
    }

    private static Dataset<Row> load(SparkSession spark, DataOptions options, DataFormat format) {
        if (format != DataFormat.TABLE) {
            InputFiles.requirePresent(options.path(), spark.sparkContext().hadoopConfiguration());
        }
        try {
            return Jobs.run(
                    options.path(),
                    () -> format == DataFormat.TABLE
                            ? spark.table(options.path())
                            : spark.read().format(format.label()).load(options.path()));
        } catch (RuntimeException e) {
            throw refused(e, options, format);
        }
    }

    private static InvalidDataException refused(RuntimeException e, DataOptions options, DataFormat format) {
        if (e instanceof InvalidDataException refusal) {
            return refusal;
        }
        String expected = format == DataFormat.TABLE ? "a table of this name" : format.label() + " files";
        return new InvalidDataException(
                options.path() + ": expected " + expected + ", found: " + Jobs.reason(e)
                        + "; check the path and the format.",
                e);
    }

    private static Column features(Dataset<Row> table, DataOptions options, List<String> names) {
        if (names.size() > 1) {
            return functions.array(
                    names.stream().map(name -> number(table, options, name)).toArray(Column[]::new));
        }
        String name = names.get(0);
        DataType type = type(table, options, name);
        if (type.equals(SQLDataTypes.VectorType())) {
            return column(table, name);
        }
        if (type instanceof ArrayType array && isNumber(array.elementType())) {
            return column(table, name).cast(DataTypes.createArrayType(DataTypes.DoubleType));
        }
        if (isNumber(type)) {
            return functions.array(number(table, options, name));
        }
        throw InvalidDataException.of(
                options.path() + " column " + name,
                "vectors, arrays of numbers or numbers",
                type.catalogString(),
                "correct featureColumns");
    }

    private static Column number(Dataset<Row> table, DataOptions options, String name) {
        DataType type = type(table, options, name);
        if (!isNumber(type)) {
            throw InvalidDataException.of(
                    options.path() + " column " + name, "numbers", type.catalogString(), "choose another column");
        }
        return column(table, name).cast(DataTypes.DoubleType);
    }

    /** Whether each of the columns holds one number of the row. */
    private static boolean holdNumbers(Dataset<Row> table, List<String> names) {
        return names.size() > 1 || isNumber(table.schema().apply(names.get(0)).dataType());
    }

    private static boolean isNumber(DataType type) {
        return type instanceof NumericType || type instanceof BooleanType;
    }

    private static Column column(Dataset<Row> table, String name) {
        return table.col("`" + name.replace("`", "``") + "`");
    }

    private static DataType type(Dataset<Row> table, DataOptions options, String name) {
        String[] names = table.schema().fieldNames();
        int at = Arrays.asList(names).indexOf(name);
        if (at < 0) {
            throw InvalidDataException.of(
                    options.path(),
                    "a column named " + Problem.quote(name),
                    "the columns " + String.join(", ", names),
                    name.equals(options.weightColumn())
                            ? "correct weightColumn"
                            : "correct featureColumns or labelColumn");
        }
        return table.schema().fields()[at].dataType();
    }

    /** The width that every row has to have: given, counted, or that of the first row that Spark reads. */
    private static int width(DataOptions options, Dataset<Row> selected, List<String> names) {
        if (options.width() != 0) {
            return options.width();
        }
        if (names.size() > 1) {
            return names.size();
        }
        List<Row> first = Jobs.run(
                options.path(), () -> selected.filter("f is not null").limit(1).collectAsList());
        if (first.isEmpty()) {
            return 0;
        }
        Object features = first.get(0).get(0);
        return features instanceof Vector vector
                ? vector.size()
                : first.get(0).getList(0).size();
    }

    /** Rows and their names; a class, since a Row knows its number only while it passes. */
    private static final class Numbered implements Iterator<ReadRow> {
        private final String partitionPlace;
        private final Iterator<Row> rows;
        private final TableRow parser;
        private String lastFile;
        private String lastPlace;
        private long passed;

        Numbered(String table, int partition, Iterator<Row> rows, TableRow parser) {
            this.partitionPlace = String.format("%s partition %05d row", table, partition);
            this.rows = rows;
            this.parser = parser;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public ReadRow next() {
            Row row = rows.next();
            passed++;
            if (row.isNullAt(2)) {
                return new ReadRow(partitionPlace, passed, parser.parse(row));
            }
            if (!row.getString(2).equals(lastFile)) {
                lastFile = row.getString(2);
                lastPlace = InputFiles.display(new Path(URI.create(lastFile))) + " row";
            }
            return new ReadRow(lastPlace, row.getLong(3) + 1, parser.parse(row));
        }
    }
}
