package io.github.sparkboltzmann.job.study;

import static org.apache.spark.sql.functions.lit;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tables of the data sets that studies read. */
public final class StudyRows {
    /** The column that is true for rows that are measured and not trained on. */
    public static final String VALIDATION = "isValidation";

    private StudyRows() {}

    /** A file's rows. */
    public static Dataset<Row> read(StudyContext context, StudyData set, String file) {
        return DataReader.read(
                        context.session(),
                        DataOptions.path(context.path(set, file)).build())
                .dataset();
    }

    /** Pictures with their labels. */
    public static Dataset<Row> labelled(StudyContext context, StudyData set, String images, String labels) {
        return DataReader.read(
                        context.session(),
                        DataOptions.path(context.path(set, images))
                                .labels(context.path(set, labels))
                                .build())
                .dataset();
    }

    /** Training and validation rows in one table, cached. */
    public static Dataset<Row> trainAndValidation(
            StudyContext context, StudyData set, String train, String validation) {
        return read(context, set, train)
                .withColumn(VALIDATION, lit(false))
                .union(read(context, set, validation).withColumn(VALIDATION, lit(true)))
                .cache();
    }
}
