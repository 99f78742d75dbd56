package io.github.sparkboltzmann.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Divides a data set into parts, the same parts every time. */
public final class Split {
    private static final double TOLERANCE = 1e-9;

    private Split() {}

    /**
     * Divides by a hash of each row's features and label, so that neither order nor partitioning matters; equal rows stay together.
     *
     * <p>Part i holds the rows with {@code f_0 + ... + f_(i-1) <= hash(seed, row) < f_0 + ... + f_i}, hash uniform on [0, 1): the
     * parts' sizes are as the fractions only in the mean.
     *
     * @param fractions each above 0, together 1
     */
    public static List<Dataset<Row>> byHash(Dataset<Row> dataset, long seed, double... fractions) {
        double[] bounds = bounds(fractions);
        UDF2<Vector, Double, Double> draw = (features, label) -> RowHash.uniform(seed, features, label);
        UserDefinedFunction hash = functions.udf(draw, DataTypes.DoubleType);
        Column label = Columns.hasLabel(dataset.schema()) ? dataset.col(DataReader.LABEL) : functions.lit(0.0);
        Column value = hash.apply(dataset.col(DataReader.FEATURES), label);
        List<Dataset<Row>> parts = new ArrayList<>();
        for (int i = 0; i < fractions.length; i++) {
            parts.add(dataset.filter(value.geq(bounds[i]).and(value.lt(bounds[i + 1]))));
        }
        return parts;
    }

    /**
     * Divides by row order: of n rows, part i ends before row {@code round(n (f_0 + ... + f_i))}.
     *
     * <p>The order is that of {@link LoadedData#dataset}: call this before anything that shuffles.
     *
     * @param fractions each above 0, together 1
     */
    public static List<Dataset<Row>> byOrder(Dataset<Row> dataset, double... fractions) {
        double[] bounds = bounds(fractions);
        long rows = dataset.count();
        long[] ends = new long[bounds.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = i == fractions.length ? rows : Math.round(rows * bounds[i]);
        }
        return between(dataset, ends);
    }

    /**
     * All rows but the last {@code n}, and the last {@code n}: MNIST's validation set is the last 10,000 training rows.
     *
     * <p>The order is that of {@link LoadedData#dataset}: call this before anything that shuffles.
     *
     * @throws IllegalArgumentException unless at least one row falls on either side
     */
    public static List<Dataset<Row>> lastRows(Dataset<Row> dataset, long n) {
        long rows = dataset.count();
        if (n < 1 || n >= rows) {
            throw new IllegalArgumentException(
                    "lastRows: expected from 1 to " + (rows - 1) + " of " + rows + " rows, found " + n + ".");
        }
        return between(dataset, new long[] {0, rows - n, rows});
    }

    private static List<Dataset<Row>> between(Dataset<Row> dataset, long[] bounds) {
        JavaPairRDD<Row, Long> numbered = dataset.javaRDD().zipWithIndex();
        List<Dataset<Row>> parts = new ArrayList<>();
        for (int i = 0; i + 1 < bounds.length; i++) {
            long from = bounds[i];
            long to = bounds[i + 1];
            parts.add(dataset.sparkSession()
                    .createDataFrame(
                            numbered.filter(row -> row._2() >= from && row._2() < to)
                                    .keys(),
                            dataset.schema()));
        }
        return parts;
    }

    private static double[] bounds(double[] fractions) {
        double[] bounds = new double[fractions.length + 1];
        boolean valid = fractions.length > 0;
        for (int i = 0; i < fractions.length; i++) {
            valid &= fractions[i] > 0;
            bounds[i + 1] = bounds[i] + fractions[i];
        }
        if (!valid || Math.abs(bounds[fractions.length] - 1) > TOLERANCE) {
            throw new IllegalArgumentException(
                    "fractions: expected numbers above 0 that sum to 1, found " + Arrays.toString(fractions) + ".");
        }
        bounds[fractions.length] = 1;
        return bounds;
    }
}
