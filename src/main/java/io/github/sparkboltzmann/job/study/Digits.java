package io.github.sparkboltzmann.job.study;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.Split;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Training and test rows: pixels from 0 to 1, the label, and the row's number; the last training rows, from {@link #validationFrom} on, are validation rows.
 *
 * <p>Cached until {@link #release}.
 */
public final class Digits {
    /** The column of the row's number. */
    public static final String ROW = "row";

    private static final StructType SCHEMA = new StructType()
            .add(DataReader.FEATURES, SQLDataTypes.VectorType())
            .add(DataReader.LABEL, DataTypes.DoubleType)
            .add(ROW, DataTypes.IntegerType);

    private final Dataset<Row> train;
    private final Dataset<Row> test;
    private final int validationFrom;
    private final double[] labels;

    private Digits(Dataset<Row> train, Dataset<Row> test, int validationFrom) {
        this.train = train.cache();
        this.test = test.cache();
        this.validationFrom = validationFrom;
        List<Row> rows = train.select(ROW, DataReader.LABEL).collectAsList();
        this.labels =
                new double[rows.stream().mapToInt(row -> row.getInt(0)).max().orElseThrow() + 1];
        Arrays.fill(labels, Double.NaN);
        rows.forEach(row -> labels[row.getInt(0)] = row.getDouble(1));
    }

    /**
     * Of two tables of features and labels.
     *
     * @param white the pixels' largest value
     * @param validationRows how many training rows at the end are validation rows
     */
    public static Digits of(Dataset<Row> train, Dataset<Row> test, double white, int validationRows) {
        int rows = (int) train.count();
        return new Digits(numbered(train, white), numbered(test, white), rows - validationRows);
    }

    /** One table, of which a hash gives a fifth to the test rows and a tenth to the validation rows; each seed has a split of its own. */
    public static Digits split(Dataset<Row> all, double white, long seed) {
        List<Dataset<Row>> parts = Split.byHash(all, seed, 0.7, 0.1, 0.2);
        return of(parts.get(0).union(parts.get(1)), parts.get(2), white, (int)
                parts.get(1).count());
    }

    private static Dataset<Row> numbered(Dataset<Row> rows, double white) {
        SparkSession session = rows.sparkSession();
        JavaRDD<Row> numbered = rows.select(DataReader.FEATURES, DataReader.LABEL)
                .javaRDD()
                .zipWithIndex()
                .map(pair -> RowFactory.create(
                        divided(pair._1().<Vector>getAs(0), white),
                        pair._1().getDouble(1),
                        pair._2().intValue()));
        return session.createDataFrame(numbered, SCHEMA);
    }

    private static Vector divided(Vector pixels, double white) {
        if (pixels instanceof SparseVector sparse) {
            double[] values = Arrays.stream(sparse.values()).map(x -> x / white).toArray();
            return new SparseVector(sparse.size(), sparse.indices(), values);
        }
        return new DenseVector(
                Arrays.stream(pixels.toArray()).map(x -> x / white).toArray());
    }

    /** Only the rows of some classes, whose labels then count from 0. */
    public Digits classes(int first, int end) {
        return new Digits(only(train, first, end), only(test, first, end), validationFrom);
    }

    private static Dataset<Row> only(Dataset<Row> rows, int first, int end) {
        return rows.filter(col(DataReader.LABEL)
                        .geq(first)
                        .and(col(DataReader.LABEL).lt(end)))
                .withColumn(DataReader.LABEL, col(DataReader.LABEL).minus(first));
    }

    /** All training rows, validation rows too. */
    public Dataset<Row> train() {
        return train;
    }

    public Dataset<Row> test() {
        return test;
    }

    /** The number of the first validation row. */
    public int validationFrom() {
        return validationFrom;
    }

    /** How many training rows there are, validation rows too. */
    public int size() {
        return (int) Arrays.stream(labels).filter(label -> !Double.isNaN(label)).count();
    }

    /** A draw of so many labelled rows, none of them a validation row, unless all rows are asked for. */
    public BitSet labelled(int count, long draw) {
        boolean all = count >= size();
        double[] from = all ? labels : Arrays.copyOf(labels, Math.min(labels.length, validationFrom));
        return LabelDraws.rows(from, all ? size() : count, draw);
    }

    /** The rows of those numbers. */
    public static Dataset<Row> only(Dataset<Row> rows, BitSet numbers) {
        UDF1<Integer, Boolean> isIn = numbers::get;
        return rows.filter(udf(isIn, DataTypes.BooleanType).apply(col(ROW)));
    }

    public void release() {
        train.unpersist();
        test.unpersist();
    }
}
