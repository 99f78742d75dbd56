package io.github.sparkboltzmann.spark;

import java.util.Arrays;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Tables to which a function of whole partitions adds columns. */
public final class AddedColumns {
    private AddedColumns() {}

    /** The rows that the function makes of each partition, as those of a schema with its metadata. */
    static Dataset<Row> of(Dataset<Row> table, StructType schema, MapPartitionsFunction<Row, Row> function) {
        Dataset<Row> result = table.mapPartitions(function, Encoders.row(schema));
        // The encoder drops the columns' metadata: the ML attributes of ours and of those that were there.
        return as(result, schema);
    }

    /** The columns of a table that a schema names, in its order and with its metadata. */
    public static Dataset<Row> as(Dataset<Row> table, StructType schema) {
        return table.select(Arrays.stream(schema.fields())
                .map(field ->
                        table.col("`" + field.name().replace("`", "``") + "`").as(field.name(), field.metadata()))
                .toArray(Column[]::new));
    }

    /** The row's values and those that are added. */
    static Row append(Row row, Object... added) {
        Object[] values = new Object[row.size() + added.length];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        System.arraycopy(added, 0, values, row.size(), added.length);
        return RowFactory.create(values);
    }
}
