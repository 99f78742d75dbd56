package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that say what is measured while training goes on, and what follows from it. */
public final class MonitorParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final IntParam monitorEvery;
    final Param<String> likelihood;
    final Param<String> onDivergence;
    final Param<String> earlyStopping;
    final IntParam patience;
    final DoubleParam tolerance;

    MonitorParamSet(Params parent) {
        monitorEvery = new IntParam(
                parent,
                "monitorEvery",
                "epochs from one measurement, and record in the history, to the next; 1 or more",
                ParamValidators.gtEq(1));
        likelihood = RBMModelParamSet.oneOf(
                parent,
                "likelihood",
                "likelihood that is measured: auto (that of labels for a classifier; exact for up to 12 units on the smaller side, else pseudo), exact, pseudo, labels (log P(label | features)), or none",
                "auto",
                "exact",
                "pseudo",
                "labels",
                "none");
        onDivergence = RBMModelParamSet.oneOf(
                parent,
                "onDivergence",
                "what to do when the likelihood of the training rows falls steadily: stop, warn, or halve (back to the best measured state with half the learning rate, and"
                        + " after five times stop); the best measured parameters are kept",
                "stop",
                "warn",
                "halve");
        earlyStopping = RBMModelParamSet.oneOf(
                parent,
                "earlyStopping",
                "ends training early: none, free-energy-gap (validation exceeds training by more than tolerance), or likelihood (of the validation rows,"
                        + " no better by tolerance); the best measured parameters are kept",
                "none",
                "free-energy-gap",
                "likelihood");
        patience = new IntParam(
                parent,
                "patience",
                "measurements in a row that earlyStopping waits for, 1 or more",
                ParamValidators.gtEq(1));
        tolerance = new DoubleParam(
                parent, "tolerance", "tolerance of earlyStopping, nats a row, 0 or more", RBMParamSet.notNegative());
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(monitorEvery, 1);
        defaults.set(likelihood, "auto");
        defaults.set(onDivergence, "stop");
        defaults.set(earlyStopping, "none");
        defaults.set(patience, 3);
        defaults.set(tolerance, 0.0);
    }
}
