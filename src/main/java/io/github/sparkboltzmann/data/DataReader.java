package io.github.sparkboltzmann.data;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;

/**
 * The one way in: reads and checks a data set of any supported format.
 *
 * <p>The result has the columns {@link #FEATURES} (a vector, NaN where a value is missing and kept), {@link #LABEL} (a double, where the
 * data have labels), {@link #SOURCE} (the row's name for messages, such as {@code /data/a.csv line 7}) and {@link #WEIGHT} (a double,
 * where weights were asked for). Values are as in the file, not scaled. Everything is parsed once at
 * once, to check it; when the data set is used it is parsed again, so cache what is used more than once.
 */
public final class DataReader {
    /** The column of features. */
    public static final String FEATURES = "features";
    /** The column of labels. */
    public static final String LABEL = "label";
    /** The column of row weights. */
    public static final String WEIGHT = "weight";
    /** The column that names each row. */
    public static final String SOURCE = "source";

    private DataReader() {}

    /**
     * Reads a data set.
     *
     * @throws InvalidDataException if there is nothing to read, if it is not what the options say, or, unless bad rows are skipped, if a
     *     row is bad: then the first in file order is named
     */
    public static LoadedData read(SparkSession spark, DataOptions options) {
        Configuration conf = spark.sparkContext().hadoopConfiguration();
        DataFormat format = format(options, conf);
        requireApplicable(options, format);
        if (format.isTable()) {
            return TableReader.read(spark, options, format);
        }
        if (format == DataFormat.IDX) {
            return IdxReader.read(spark, options);
        }
        if (format == DataFormat.DOCWORD) {
            return DocwordReader.read(spark, options);
        }
        if (format == DataFormat.BUILTIN) {
            return Builtin.read(spark, options);
        }
        List<FileStatus> files = InputFiles.list(options.path(), conf);
        LineParser parser = format == DataFormat.CSV
                ? CsvLayout.resolve(options, files, conf)
                : new LibsvmLine(options.width(), options.keepsMissing());
        return TextReader.read(spark, options, format, files, parser);
    }

    private static DataFormat format(DataOptions options, Configuration conf) {
        if (!options.format().equals("auto")) {
            return DataFormat.named(options.format());
        }
        String path = options.path();
        return DataFormat.ofName(path)
                .or(() -> DataFormat.ofName(
                        InputFiles.list(path, conf).get(0).getPath().getName()))
                .orElseThrow(() -> DataFormat.unrecognised(path));
    }

    private static void requireApplicable(DataOptions options, DataFormat format) {
        if (options.labels() != null && format != DataFormat.IDX) {
            throw inapplicable("labels", "for format idx", format);
        }
        boolean hasColumns = format == DataFormat.CSV || format.isTable();
        if (options.labelColumn() != null && !hasColumns) {
            throw inapplicable("labelColumn", "for formats csv, parquet, orc, json and table", format);
        }
        if (options.weightColumn() != null && !hasColumns) {
            throw inapplicable("weightColumn", "for formats csv, parquet, orc, json and table", format);
        }
        if (!options.featureColumns().isEmpty() && !hasColumns) {
            throw inapplicable("featureColumns", "for formats csv, parquet, orc, json and table", format);
        }
    }

    private static InvalidDataException inapplicable(String option, String expected, DataFormat format) {
        return InvalidDataException.of(option, "this option only " + expected, "format " + format.label(), "drop it");
    }
}
