package io.github.sparkboltzmann.data;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads text files of one row a line, split by Hadoop, compressed or not.
 *
 * <p>Two passes. The first, at once, parses everything: it finds the first bad line, counts the rows and counts the lines of each
 * split. The second, when the data set is used, numbers each line from those counts, so that every row knows its line.
 */
final class TextReader {
    private TextReader() {}

    static LoadedData read(
            SparkSession spark, DataOptions options, DataFormat format, List<FileStatus> files, LineParser parser) {
        JavaNewHadoopRDD<LongWritable, Text> lines = lines(spark, options, files);
        List<SplitCheck> splits = Jobs.run(options.path(), () -> lines.mapPartitionsWithInputSplit(
                        (split, records) -> Collections.singletonList(check(split, records, parser))
                                .iterator(),
                        true)
                .collect());
        Check check = new Check();
        HashMap<String, Long> linesBefore = new HashMap<>();
        String file = null;
        long before = 0;
        for (SplitCheck split : splits) {
            before = split.file.equals(file) ? before : 0;
            file = split.file;
            linesBefore.put(split.key(), before);
            check.merge(split.check, before);
            before += split.lines;
        }
        check.enforce(options);
        Dataset<Row> dataset = dataset(spark, lines, parser.withWidth(check.width()), linesBefore, options);
        return new LoadedData(
                dataset,
                options.path(),
                format,
                check.rows(),
                check.bad(),
                check.width(),
                InputStates.of(files, spark.sparkContext().hadoopConfiguration()));
    }

    private static JavaNewHadoopRDD<LongWritable, Text> lines(
            SparkSession spark, DataOptions options, List<FileStatus> files) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        try {
            Job job = Job.getInstance(context.hadoopConfiguration());
            FileInputFormat.setInputPaths(
                    job, files.stream().map(TextReader::literal).toArray(Path[]::new));
            FileInputFormat.setMaxInputSplitSize(job, options.splitBytes());
            return (JavaNewHadoopRDD<LongWritable, Text>) context.newAPIHadoopRDD(
                    job.getConfiguration(), TextInputFormat.class, LongWritable.class, Text.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set up the reading of " + options.path(), e);
        }
    }

    /** The path with what Hadoop would take for a pattern escaped: these files are listed already. */
    private static Path literal(FileStatus file) {
        Path path = file.getPath();
        return new Path(path.getParent(), path.getName().replaceAll("([*?\\[\\]{}])", "\\\\$1"));
    }

    private static Dataset<Row> dataset(
            SparkSession spark,
            JavaNewHadoopRDD<LongWritable, Text> lines,
            LineParser parser,
            HashMap<String, Long> linesBefore,
            DataOptions options) {
        boolean skips = options.skipsInvalid();
        boolean hasLabel = parser.hasLabel();
        boolean hasWeight = parser.hasWeight();
        JavaRDD<ReadRow> read =
                lines.mapPartitionsWithInputSplit((split, records) -> rows(split, records, parser, linesBefore), true);
        JavaRDD<Row> rows = read.filter(row -> row.kept(skips)).map(row -> row.toRow(hasLabel, hasWeight));
        return spark.createDataFrame(rows, Columns.schema(hasLabel, hasWeight));
    }

    private static SplitCheck check(
            InputSplit split, Iterator<scala.Tuple2<LongWritable, Text>> records, LineParser parser) {
        FileSplit file = (FileSplit) split;
        SplitLines lines = new SplitLines(InputFiles.display(file.getPath()), file.getStart() == 0, 0, records, parser);
        Check check = Check.of(lines);
        return new SplitCheck(InputFiles.display(file.getPath()), file.getStart(), lines.number(), check);
    }

    private static Iterator<ReadRow> rows(
            InputSplit split,
            Iterator<scala.Tuple2<LongWritable, Text>> records,
            LineParser parser,
            Map<String, Long> linesBefore) {
        FileSplit file = (FileSplit) split;
        String name = InputFiles.display(file.getPath());
        Long before = linesBefore.get(SplitCheck.key(name, file.getStart()));
        return new SplitLines(name, file.getStart() == 0, before, records, parser);
    }

    /** What the first pass found in one split. */
    private static final class SplitCheck implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String file;
        private final long start;
        private final long lines;
        private final Check check;

        SplitCheck(String file, long start, long lines, Check check) {
            this.file = file;
            this.start = start;
            this.lines = lines;
            this.check = check;
        }

        String key() {
            return key(file, start);
        }

        static String key(String file, long start) {
            return start + " " + file;
        }
    }
}
