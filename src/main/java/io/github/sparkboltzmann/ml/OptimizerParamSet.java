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
    final DoubleParam averageDecay;
    final Param<String> optimizer;
    final DoubleParam beta1;
    final DoubleParam beta2;
    final DoubleParam epsilon;
    final DoubleParam biasRateFactor;
    final Param<String> rateFactors;

    OptimizerParamSet(Params parent) {
        learningRate = new DoubleParam(
                parent,
                "learningRate",
                "learning rate of one row, positive; where it is not set, units that are not bernoulli choose a smaller one: spin 0.02, gaussian 0.002,"
                        + " gaussian-learned, rectified and nrelu 0.001, multinomial 0.01, softmax 0.05, binomial:N 0.05 / N",
                RBMParamSet.positive());
        learningRateSchedule = RBMModelParamSet.oneOf(
                parent,
                "learningRateSchedule",
                "how the learning rate moves to finalLearningRate over the run: constant, linear, exponential, inverse (as 1 / (1 + k t)) or cosine",
                "constant",
                "linear",
                "exponential",
                "inverse",
                "cosine");
        finalLearningRate = new DoubleParam(
                parent,
                "finalLearningRate",
                "learning rate at the end of a schedule that is not constant; 0 or more, and positive for exponential and inverse",
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
        averageDecay = new DoubleParam(
                parent,
                "averageDecay",
                "part of a moving average of the parameters that an update keeps, in [0, 1); the average is what is measured and kept; 0 for none",
                ParamValidators.inRange(0, 1, true, false));
        optimizer = RBMModelParamSet.oneOf(
                parent,
                "optimizer",
                "how a gradient moves parameters: sgd (learningRate times it, with momentum) or adam (Kingma and Ba 2015: each parameter's own scale; wants a smaller"
                        + " learningRate, and beta1 is its momentum)",
                "sgd",
                "adam");
        beta1 = new DoubleParam(
                parent,
                "beta1",
                "decay of the averaged gradient of optimizer adam, in [0, 1)",
                ParamValidators.inRange(0, 1, true, false));
        beta2 = new DoubleParam(
                parent,
                "beta2",
                "decay of the averaged squared gradient of optimizer adam, in [0, 1)",
                ParamValidators.inRange(0, 1, true, false));
        epsilon = new DoubleParam(
                parent,
                "epsilon",
                "what optimizer adam adds to the root of the averaged squared gradient, positive",
                RBMParamSet.positive());
        biasRateFactor = new DoubleParam(
                parent,
                "biasRateFactor",
                "factor of the learning rate for all biases, 0 or more; 0 keeps them as they are",
                RBMParamSet.notNegative());
        rateFactors = new Param<>(
                parent,
                "rateFactors",
                "factors of the learning rate by block, as in 'bias.visible=0.1,weights.visible.hidden=1', before biasRateFactor; empty: 1 for each; where neither is set, multinomial units choose bias.hidden=1e-4");
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
        defaults.set(averageDecay, 0.0);
        defaults.set(optimizer, "sgd");
        defaults.set(beta1, 0.9);
        defaults.set(beta2, 0.999);
        defaults.set(epsilon, 1e-8);
        defaults.set(biasRateFactor, 1.0);
        defaults.set(rateFactors, "");
    }
}
