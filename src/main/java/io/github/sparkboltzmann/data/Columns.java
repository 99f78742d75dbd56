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

    static boolean hasLabel(StructType schema) {
        return Arrays.asList(schema.fieldNames()).contains(DataReader.LABEL);
    }

    static Row row(boolean hasLabel, Vector features, double label, String source) {
        return hasLabel ? RowFactory.create(features, label, source) : RowFactory.create(features, source);
    }
}
