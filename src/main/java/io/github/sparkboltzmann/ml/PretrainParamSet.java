package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that say what joint training of layers begins with. */
public final class PretrainParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final IntParam pretrainIter;
    final DoubleParam pretrainLearningRate;

    PretrainParamSet(Params parent) {
        pretrainIter = new IntParam(
                parent,
                "pretrainIter",
                "epochs of greedy pretraining of each layer by contrastive divergence before all are trained together; 0 for none",
                ParamValidators.gtEq(0));
        pretrainLearningRate = new DoubleParam(
                parent,
                "pretrainLearningRate",
                "learning rate of greedy pretraining; 0 for what each layer's units want",
                RBMParamSet.notNegative());
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(pretrainIter, 0);
        defaults.set(pretrainLearningRate, 0.0);
    }
}
