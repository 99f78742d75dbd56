package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import scala.runtime.AbstractFunction1;

/** The one definition of the params of deep estimators: layers, and what they begin with. */
public final class DeepParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final IntArrayParam hiddenLayers;
    final IntParam pretrainIter;
    final DoubleParam pretrainLearningRate;

    DeepParamSet(Params parent) {
        hiddenLayers = new IntArrayParam(
                parent, "hiddenLayers", "units of each hidden layer, from the lowest, each 1 or more", new Sizes());
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
        defaults.set(hiddenLayers, new int[] {100, 100});
        defaults.set(pretrainIter, 0);
        defaults.set(pretrainLearningRate, 0.0);
    }

    /** A layer or more, each of a unit or more. */
    private static final class Sizes extends AbstractFunction1<int[], Object> implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object apply(int[] sizes) {
            return sizes.length > 0 && Arrays.stream(sizes).allMatch(size -> size > 0);
        }
    }
}
