package io.github.sparkboltzmann.spark;

import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Vectors out of a column of vectors, or of arrays of numbers. */
public final class FeatureVectors {
    private FeatureVectors() {}

    /** The vector in a row's column; {@code null} where the column is null. A null inside an array becomes NaN. */
    public static Vector at(Row row, int column) {
        Object value = row.get(column);
        if (value == null || value instanceof Vector) {
            return (Vector) value;
        }
        List<Number> numbers = row.getList(column);
        return Vectors.dense(numbers.stream()
                .mapToDouble(number -> number == null ? Double.NaN : number.doubleValue())
                .toArray());
    }

    /** The vectors' length: from the column's ML attributes, else from its first row that is not null; 0 if there is none. */
    public static int width(Dataset<?> dataset, String column) {
        StructField field = dataset.schema().apply(column);
        // Spark refuses to look for the ML attributes of a column of arrays.
        boolean vectors = field.dataType().equals(SQLDataTypes.VectorType());
        int size = vectors ? AttributeGroup.fromStructField(field).size() : -1;
        if (size > 0) {
            return size;
        }
        Dataset<?> filled = dataset.select(column);
        List<Row> first = filled.filter(filled.col(column).isNotNull()).toDF().takeAsList(1);
        return first.isEmpty() ? 0 : at(first.get(0), 0).size();
    }
}
