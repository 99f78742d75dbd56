package io.github.sparkboltzmann.job.study.pretraining;

import io.github.sparkboltzmann.job.study.Digits;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A seed's machine, trained without labels, and its two controls: the same weights at random pixels, and the parameters that training started from. */
final class Machines {
    private final RBMModel trained;
    private final RBMModel shuffled;
    private final RBMModel untrained;

    private Machines(RBMModel trained, RBMModel shuffled, RBMModel untrained) {
        this.trained = trained;
        this.shuffled = shuffled;
        this.untrained = untrained;
    }

    /** @param rows whose labels, if there are any, are not read */
    static Machines train(StudyContext context, Plan plan, Dataset<Row> rows, long seed) {
        RBM rbm = plan.rbm(seed);
        RBMModel trained = rbm.setListener(context.listener()).fit(rows);
        RBMModel untrained = plan.rbm(seed).setMaxIter(0).fit(rows);
        return new Machines(trained, RBMModel.of(Shuffled.of(trained.stored(), seed)), untrained);
    }

    /** One input of the classifier, for all rows. */
    Features features(Input input, Digits digits) {
        return switch (input) {
            case RAW -> Features.raw(digits);
            case TRAINED -> Features.of(trained, digits);
            case SHUFFLED -> Features.of(shuffled, digits);
            case UNTRAINED -> Features.of(untrained, digits);
        };
    }
}
