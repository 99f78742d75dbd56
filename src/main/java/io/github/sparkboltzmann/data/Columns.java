package io.github.sparkboltzmann.data;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of every data set that this room reads, and the rows that fill them. */
final class Columns {
    private Columns() {}

    static StructType schema(boolean hasLabel) {
        StructType features = new StructType().add(DataReader.FEATURES, SQLDataTypes.VectorType(), false);
        StructType labelled = hasLabel ? features.add(DataReader.LABEL, DataTypes.DoubleType, false) : features;
        return labelled.add(DataReader.SOURCE, DataTypes.StringType, false);
    }

    /** With the weights last, where there are some. */
    static StructType schema(boolean hasLabel, boolean hasWeight) {
        StructType schema = schema(hasLabel);
        return hasWeight ? schema.add(DataReader.WEIGHT, DataTypes.DoubleType, false) : schema;
    }

    static boolean hasWeight(StructType schema) {
        return Arrays.asList(schema.fieldNames()).contains(DataReader.WEIGHT);
    }

    static boolean hasLabel(StructType schema) {
        return Arrays.asList(schema.fieldNames()).contains(DataReader.LABEL);
    }

    /** The row and, behind all else, its weight. */
    static Row weighted(Row row, double weight) {
        Object[] values = new Object[row.size() + 1];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        values[row.size()] = weight;
        return RowFactory.create(values);
    }

    static Row row(boolean hasLabel, Vector features, double label, String source) {
        return hasLabel ? RowFactory.create(features, label, source) : RowFactory.create(features, source);
    }
}
