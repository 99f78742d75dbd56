package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The one definition of the params that say how gradients become new parameters.
 *
 * <p>Defaults of rate, momentum, decay and first weights follow Hinton, "A practical guide to training restricted Boltzmann machines", 2012.
 */
public final class OptimizerParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final DoubleParam learningRate;
    final Param<String> learningRateSchedule;
    final DoubleParam finalLearningRate;
    final DoubleParam momentum;
    final DoubleParam finalMomentum;
    final IntParam momentumSwitchEpoch;
    final DoubleParam regParam;
    final DoubleParam centeringRate;
    final DoubleParam initialWeightDeviation;

    OptimizerParamSet(Params parent) {
        learningRate = new DoubleParam(
                parent,
                "learningRate",
                "learning rate of one row, positive; where it is not set, units that are not bernoulli choose a smaller one: spin 0.02, gaussian 0.002,"
                        + " gaussian-learned, rectified, nrelu and multinomial 0.001, softmax 0.05, binomial:N 0.05 / N",
                RBMParamSet.positive());
        learningRateSchedule = RBMModelParamSet.oneOf(
                parent,
                "learningRateSchedule",
                "how the learning rate moves to finalLearningRate over the run: constant, linear or exponential",
                "constant",
                "linear",
                "exponential");
        finalLearningRate = new DoubleParam(
                parent,
                "finalLearningRate",
                "learning rate at the end of a linear or exponential schedule; 0 or more, and positive for an exponential one",
                RBMParamSet.notNegative());
        momentum = new DoubleParam(
                parent,
                "momentum",
                "momentum of the first epochs, in [0, 1)",
                ParamValidators.inRange(0, 1, true, false));
        finalMomentum = new DoubleParam(
                parent,
                "finalMomentum",
                "momentum from epoch momentumSwitchEpoch on, in [0, 1)",
                ParamValidators.inRange(0, 1, true, false));
        momentumSwitchEpoch = new IntParam(
                parent,
                "momentumSwitchEpoch",
                "first epoch with finalMomentum, 1 or more; early gradients are large, so momentum starts small",
                ParamValidators.gtEq(1));
        regParam = new DoubleParam(
                parent,
                "regParam",
                "L2 decay of the weights, 0 or more; biases are not decayed",
                RBMParamSet.notNegative());
        centeringRate = new DoubleParam(
                parent,
                "centeringRate",
                "part of a batch's mean states in the running means that centring subtracts, in [0, 1]; 0 is the plain gradient",
                ParamValidators.inRange(0, 1));
        initialWeightDeviation = new DoubleParam(
                parent,
                "initialWeightDeviation",
                "standard deviation of the normal distribution of the first weights, positive",
                RBMParamSet.positive());
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(learningRate, 0.05);
        defaults.set(learningRateSchedule, "constant");
        defaults.set(finalLearningRate, 0.001);
        defaults.set(momentum, 0.5);
        defaults.set(finalMomentum, 0.9);
        defaults.set(momentumSwitchEpoch, 6);
        defaults.set(regParam, 2e-4);
        defaults.set(centeringRate, 0.01);
        defaults.set(initialWeightDeviation, 0.01);
    }
}
