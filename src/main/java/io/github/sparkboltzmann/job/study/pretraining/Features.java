package io.github.sparkboltzmann.job.study.pretraining;

import static org.apache.spark.sql.functions.col;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.job.study.Digits;
import io.github.sparkboltzmann.ml.RBMModel;
import java.util.BitSet;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One input of the classifier for all rows, computed once and cached until {@link #release}: columns {@link Softmax#INPUT}, label, and the row's number. */
final class Features {
    /** Up to so many rows are read by one task: a job an iteration costs more than they do. */
    private static final int FEW = 3_000;

    private final Digits digits;
    private final UnaryOperator<Dataset<Row>> map;
    private final Dataset<Row> train;
    private final Dataset<Row> test;

    private Features(Digits digits, UnaryOperator<Dataset<Row>> map) {
        this.digits = digits;
        this.map = map;
        this.train = map.apply(digits.train()).cache();
        this.test = map.apply(digits.test()).cache();
    }

    /** The pixels themselves. */
    static Features raw(Digits digits) {
        return new Features(digits, rows -> rows.withColumnRenamed(DataReader.FEATURES, Softmax.INPUT));
    }

    /** What hidden units of a machine make of them: {@code P(h = 1 | v)}. */
    static Features of(RBMModel model, Digits digits) {
        model.setOutputCol(Softmax.INPUT);
        return new Features(digits, rows -> model.transform(rows).select(Softmax.INPUT, DataReader.LABEL, Digits.ROW));
    }

    Digits digits() {
        return digits;
    }

    Dataset<Row> train() {
        return train;
    }

    Dataset<Row> test() {
        return test;
    }

    /** Training rows that are no validation rows. */
    Dataset<Row> withoutValidation() {
        return train.filter(col(Digits.ROW).lt(digits.validationFrom()));
    }

    /** The validation rows, made anew at each use. */
    Dataset<Row> validation() {
        return map.apply(digits.train().filter(col(Digits.ROW).geq(digits.validationFrom())));
    }

    /** The rows of a draw of labels, made from their pixels: to look for them among the features of all rows would take longer. */
    Dataset<Row> labelled(int count, long draw) {
        if (count >= digits.size()) {
            return train;
        }
        BitSet drawn = digits.labelled(count, draw);
        Dataset<Row> rows = Digits.only(digits.train(), drawn);
        return map.apply(count <= FEW ? rows.coalesce(1) : rows);
    }

    void release() {
        train.unpersist();
        test.unpersist();
    }
}
