package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the params of label units: how a label is inferred, and, of the estimator, what training raises. */
public final class LabelParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> labelInference;
    final IntParam labelSweeps;
    final IntParam labelBurnIn;
    final DoubleParam labelTemperature;
    final LongParam labelSeed;
    final IntParam numClasses;
    final DoubleParam generativeWeight;

    LabelParamSet(Params parent) {
        labelInference = RBMModelParamSet.oneOf(
                parent,
                "labelInference",
                "how a label is inferred: exact (from the free energy of each label), or gibbs (the features clamped, hidden and label units settle by Gibbs"
                        + " sampling; the mean of P(label | hidden) over labelSweeps)",
                "exact",
                "gibbs");
        labelSweeps = new IntParam(
                parent,
                "labelSweeps",
                "sweeps of labelInference gibbs that count, 1 or more; the error of a probability falls with their square root",
                ParamValidators.gtEq(1));
        labelBurnIn = new IntParam(
                parent,
                "labelBurnIn",
                "sweeps of labelInference gibbs before those that count, 0 or more",
                ParamValidators.gtEq(0));
        labelTemperature = new DoubleParam(
                parent,
                "labelTemperature",
                "temperature of the first sweep of labelInference gibbs, 1 or more: its inverse rises linearly to 1 over labelBurnIn",
                ParamValidators.inRange(1, 1e6));
        labelSeed = new LongParam(
                parent,
                "labelSeed",
                "seed of labelInference gibbs; a row's draws depend on it and the row's content alone");
        numClasses = new IntParam(
                parent,
                "numClasses",
                "classes of the label, 2 or more; 0 takes them from the label column's attributes, or else one more than the largest label",
                ParamValidators.gtEq(0));
        generativeWeight = new DoubleParam(
                parent,
                "generativeWeight",
                "weight g of log P(x) beside log P(y | x) in what training raises, 0 to 1: 1 is generative (the joint likelihood), 0 discriminative"
                        + " (exact, no model phase), between hybrid; rows without a label count g log P(x)",
                ParamValidators.inRange(0, 1));
    }

    void setModelDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(labelInference, "exact");
        defaults.set(labelSweeps, 200);
        defaults.set(labelBurnIn, 50);
        defaults.set(labelTemperature, 1.0);
        defaults.set(labelSeed, 1L);
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        setModelDefaults(defaults);
        defaults.set(numClasses, 0);
        defaults.set(generativeWeight, 1.0);
    }
}
