package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.sample.Sampling;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Chains 0, 1, ... as rows of a table, a batch of {@link Sampling#BATCH} at a time, on the cluster or here. */
final class NumberedChains {
    private NumberedChains() {}

    /** Runs batches of chains, in one thread. */
    interface Batches {
        /** The rows of {@code count} chains from number {@code first}. */
        List<Row> rows(long first, int count);
    }

    /** Makes what a task runs batches with; travels to executors. */
    interface Maker extends Supplier<Batches>, Serializable {}

    /** Chains 0 to {@code n - 1}, computed when the table is used, and each time that it is. */
    static Dataset<Row> table(SparkSession session, StructType schema, long n, int partitions, Maker maker) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        return session.createDataFrame(rows(context, n, partitions, maker), schema);
    }

    private static JavaRDD<Row> rows(JavaSparkContext context, long n, int partitions, Maker maker) {
        int batch = Sampling.BATCH;
        List<Long> firsts = LongStream.range(0, (n + batch - 1) / batch)
                .mapToObj(b -> b * batch)
                .toList();
        int slices = Math.max(1, Math.min(partitions, firsts.size()));
        return context.parallelize(new ArrayList<>(firsts), slices).mapPartitions(starts -> {
            Batches batches = maker.get();
            Iterable<Long> all = () -> starts;
            return StreamSupport.stream(all.spliterator(), false)
                    .flatMap(first -> batches.rows(first, (int) Math.min(batch, n - first)).stream())
                    .iterator();
        });
    }

    /** The same rows, here. */
    static List<Row> here(int n, Batches batches) {
        List<Row> rows = new ArrayList<>(n);
        for (int first = 0; first < n; first += Sampling.BATCH) {
            rows.addAll(batches.rows(first, Math.min(Sampling.BATCH, n - first)));
        }
        return rows;
    }

    /** {@code chain}, a vector of features, and one of their means unless that has no name. */
    static StructType schema(String featuresName, String meansName, int width) {
        StructType schema = new StructType()
                .add(new StructField("chain", DataTypes.LongType, false, Metadata.empty()))
                .add(vectorField(featuresName, width));
        return meansName.isEmpty() ? schema : schema.add(vectorField(meansName, width));
    }

    static StructField vectorField(String name, int size) {
        return new StructField(name, SQLDataTypes.VectorType(), false, new AttributeGroup(name, size).toMetadata());
    }
}
