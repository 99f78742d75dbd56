package io.github.sparkboltzmann.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads IDX images of unsigned bytes, and labels from a second file, as 0 to 255.
 *
 * <p>The heads are checked on the driver. An uncompressed file is cut into ranges that tasks read in parallel; a gzipped one is
 * streamed by one task, and once before that to check its length. Every byte is a valid value, so no row is ever bad.
 */
final class IdxReader {
    private IdxReader() {}

    static LoadedData read(SparkSession spark, DataOptions options) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Configuration conf = context.hadoopConfiguration();
        List<FileStatus> files = new ArrayList<>(List.of(InputFiles.single(options.path(), conf)));
        IdxFile images = new IdxFile(files.get(0));
        IdxHeader header = images.header(conf, false);
        if (options.width() != 0 && options.width() != header.width()) {
            throw InvalidDataException.of(
                    images.name(),
                    options.width() + " features, as width says",
                    header.width() + "",
                    "correct the option width or the path");
        }
        byte[] labels = null;
        if (options.labels() != null) {
            files.add(InputFiles.single(options.labels(), conf));
            labels = labels(files.get(1), conf, images, header);
        }
        Broadcast<SerializableConfiguration> shared = context.broadcast(new SerializableConfiguration(conf));
        if (images.isCompressed()) {
            Jobs.run(options.path(), () -> check(context, images, shared));
        }
        List<IdxRange> ranges = ranges(images, header, labels, options.splitBytes());
        JavaRDD<Row> rows = context.parallelize(ranges, ranges.size())
                .flatMap(range -> range.read(shared.value().value()));
        return new LoadedData(
                spark.createDataFrame(rows, Columns.schema(labels != null)),
                options.path(),
                DataFormat.IDX,
                header.rows(),
                0,
                header.width(),
                InputStates.of(files, conf));
    }

    private static byte[] labels(FileStatus status, Configuration conf, IdxFile images, IdxHeader imageHeader) {
        IdxFile file = new IdxFile(status);
        IdxHeader header = file.header(conf, true);
        if (header.rows() != imageHeader.rows()) {
            throw InvalidDataException.of(
                    file.name(),
                    imageHeader.rows() + " labels, as many as " + images.name() + " has images",
                    header.rows() + "",
                    "name the files that belong together");
        }
        return file.content(conf, header);
    }

    private static boolean check(
            JavaSparkContext context, IdxFile images, Broadcast<SerializableConfiguration> shared) {
        context.parallelize(List.of(images), 1)
                .foreach(file -> checkLength(file, shared.value().value()));
        return true;
    }

    private static void checkLength(IdxFile file, Configuration conf) throws IOException {
        file.checkLength(conf, file.header(conf, false));
    }

    private static List<IdxRange> ranges(IdxFile file, IdxHeader header, byte[] labels, long splitBytes) {
        int rowsEach = file.isCompressed()
                ? header.rows()
                : (int) Math.max(1, Math.min(header.rows(), splitBytes / header.width()));
        List<IdxRange> ranges = new ArrayList<>();
        for (int first = 0; first < header.rows(); first += rowsEach) {
            int rows = Math.min(rowsEach, header.rows() - first);
            byte[] own = labels == null ? null : Arrays.copyOfRange(labels, first, first + rows);
            long offset = header.bytes() + (long) first * header.width();
            ranges.add(new IdxRange(file, offset, header.width(), first, rows, own));
            if (rows == header.rows() - first) {
                break;
            }
        }
        return ranges;
    }
}
