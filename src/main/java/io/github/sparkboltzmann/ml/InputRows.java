package io.github.sparkboltzmann.ml;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.spark.RowScan;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** From a user's table to the three columns that {@code RowReader} reads, and the refusal of what it cannot. */
final class InputRows {
    private InputRows() {}

    /** Features, validation flag (false), and the row's name or null. */
    static JavaRDD<Row> of(Dataset<?> dataset, RBMModelParams params) {
        return dataset.select(col(params.getFeaturesCol()), lit(false), name(params))
                .toJavaRDD();
    }

    /** The rows to train on: features, validation flag (false for null), name, weight (1 where there is no such column), stratum and label (null for none). */
    static JavaRDD<Row> ofTraining(Dataset<?> dataset, RBMParams params, LabelChoice labels) {
        String validation = params.getValidationIndicatorCol();
        String weight = params.getWeightCol();
        String stratum = params.getStratifyCol();
        return dataset.select(
                        col(params.getFeaturesCol()),
                        validation.isEmpty() ? lit(false) : coalesce(col(validation), lit(false)),
                        name(params),
                        weight.isEmpty() ? lit(1.0) : col(weight).cast("double"),
                        (stratum.isEmpty() ? lit(null) : col(stratum)).cast("string"),
                        (labels.areThere() ? col(labels.column()) : lit(null)).cast("double"))
                .toJavaRDD();
    }

    /** Features, validation flag (false), the row's name or null, weight 1, no stratum, and the label (null for none). */
    static JavaRDD<Row> labelled(Dataset<?> dataset, RBMModelParams params, String labelCol) {
        return dataset.select(
                        col(params.getFeaturesCol()),
                        lit(false),
                        name(params),
                        lit(1.0),
                        lit(null).cast("string"),
                        col(labelCol).cast("double"))
                .toJavaRDD();
    }

    private static Column name(RBMModelParams params) {
        String source = params.getSourceCol();
        return source.isEmpty() ? lit(null).cast("string") : col(source);
    }

    /** A table of which not even the width is known has no row that is not null. */
    static void requireWidth(int width, String column) {
        if (width == 0) {
            throw new InvalidDataException("There is no row to work on: column '" + column
                    + "' holds no vector of one number or more. Give a table with rows in it.");
        }
    }

    static void requireUsable(RowScan scan, String handleInvalid) {
        if (scan.firstProblem() != null && handleInvalid.equals("error")) {
            throw new InvalidDataException(
                    scan.firstProblem() + ". (Invalid rows in all: " + scan.invalidRows() + ".)");
        }
        if (scan.trainRows() == 0) {
            throw new InvalidDataException("There is no row to work on: " + scan.validationRows()
                    + " rows are for validation and " + scan.invalidRows() + " are invalid"
                    + (scan.rowsWithoutWeight() == 0 ? "" : " and " + scan.rowsWithoutWeight() + " have weight 0")
                    + ".");
        }
    }
}
