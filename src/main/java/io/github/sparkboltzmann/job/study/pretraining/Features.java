package io.github.sparkboltzmann.job.study.pretraining;

import static org.apache.spark.sql.functions.col;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.ml.RBMModel;
import java.util.BitSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One input of the classifier for all rows, computed once and cached until {@link #release}: columns {@link Softmax#INPUT}, label, and the row's number. */
final class Features {
    /** Up to so many rows are read by one task: a job an iteration costs more than they do. */
    private static final int FEW = 3_000;

    private final Digits digits;
    private final Dataset<Row> train;
    private final Dataset<Row> test;

    private Features(Digits digits, Dataset<Row> train, Dataset<Row> test) {
        this.digits = digits;
        this.train = train.cache();
        this.test = test.cache();
    }

    /** The pixels themselves. */
    static Features raw(Digits digits) {
        return new Features(digits, pixels(digits.train()), pixels(digits.test()));
    }

    private static Dataset<Row> pixels(Dataset<Row> rows) {
        return rows.withColumnRenamed(DataReader.FEATURES, Softmax.INPUT);
    }

    /** What hidden units of a machine make of them: {@code P(h = 1 | v)}. */
    static Features of(RBMModel model, Digits digits) {
        return new Features(digits, hidden(model, digits.train()), hidden(model, digits.test()));
    }

    private static Dataset<Row> hidden(RBMModel model, Dataset<Row> rows) {
        return model.setOutputCol(Softmax.INPUT).transform(rows).select(Softmax.INPUT, DataReader.LABEL, Digits.ROW);
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

    Dataset<Row> validation() {
        return train.filter(col(Digits.ROW).geq(digits.validationFrom()));
    }

    /** The rows of a draw of labels. */
    Dataset<Row> labelled(int count, long draw) {
        if (count >= digits.size()) {
            return train;
        }
        BitSet drawn = digits.labelled(count, draw);
        Dataset<Row> rows = Digits.only(train, drawn);
        return count <= FEW ? rows.coalesce(1) : rows;
    }

    void release() {
        train.unpersist();
        test.unpersist();
    }
}
