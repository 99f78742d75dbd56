package io.github.sparkboltzmann.data;

import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads UCI's bags of words: each document a sparse vector of counts. One task streams a file, once to check it and again when the data set
 * is used; a fault of a line is one of the whole file, whose lines depend on each other.
 */
final class DocwordReader {
    private DocwordReader() {}

    static LoadedData read(SparkSession spark, DataOptions options) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Configuration conf = context.hadoopConfiguration();
        FileStatus status = InputFiles.single(options.path(), conf);
        IdxFile file = new IdxFile(status);
        Broadcast<SerializableConfiguration> shared = context.broadcast(new SerializableConfiguration(conf));
        JavaRDD<IdxFile> files = context.parallelize(List.of(file), 1);
        long[] found = Jobs.run(
                options.path(),
                () -> files.map(one -> check(one, shared.value().value())).first());
        int width = (int) found[1];
        if (options.width() != 0 && options.width() != width) {
            throw InvalidDataException.of(
                    file.name(),
                    options.width() + " features, as width says",
                    width + "",
                    "correct the option width or the path");
        }
        JavaRDD<Row> rows = files.flatMap(one -> rows(one, shared.value().value()));
        return new LoadedData(
                spark.createDataFrame(rows, Columns.schema(false)),
                options.path(),
                DataFormat.DOCWORD,
                found[0],
                0,
                width,
                InputStates.of(List.of(status), conf));
    }

    /** Streams the whole file; returns documents and words. */
    private static long[] check(IdxFile file, Configuration conf) {
        try (Docword documents = new Docword(file, conf)) {
            documents.forEachRemaining(document -> {});
            return new long[] {documents.documents(), documents.words()};
        }
    }

    private static Iterator<Row> rows(IdxFile file, Configuration conf) {
        Docword documents = new Docword(file, conf);
        TaskCompletionListener close = context -> documents.close();
        TaskContext.get().addTaskCompletionListener(close);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return documents.hasNext();
            }

            @Override
            public Row next() {
                var document = documents.next();
                return Columns.row(false, document, 0, file.name() + " document " + documents.number());
            }
        };
    }
}
