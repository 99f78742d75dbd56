package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the params of a belief network alone: labels, and fine-tuning by wake-sleep. */
public final class BeliefParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> labelCol;
    final IntParam numClasses;
    final IntParam fineTuneIter;
    final DoubleParam fineTuneLearningRate;

    BeliefParamSet(Params parent) {
        labelCol = new Param<>(
                parent,
                "labelCol",
                "column of labels 0, 1, ..., which become units beside the features of the highest step; empty for a network without");
        numClasses = new IntParam(
                parent,
                "numClasses",
                "classes of the label, 2 or more; 0 takes them from the label column's attributes, or else one more than the largest label",
                ParamValidators.gtEq(0));
        fineTuneIter = new IntParam(
                parent,
                "fineTuneIter",
                "epochs of wake-sleep, which trains all steps together after they were trained one by one; 0 for none",
                ParamValidators.gtEq(0));
        fineTuneLearningRate = new DoubleParam(
                parent, "fineTuneLearningRate", "learning rate of wake-sleep, positive", RBMParamSet.positive());
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(labelCol, "");
        defaults.set(numClasses, 0);
        defaults.set(fineTuneIter, 0);
        defaults.set(fineTuneLearningRate, 0.01);
    }
}
