package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.DoubleParam;

/** Params of how gradients become parameters, beside rate and momentum; with ranges and reasons in {@link OptimizerParamSet}. */
public interface OptimizerParams extends RBMModelParams {
    /** The definitions, built after the uid. */
    RBMParamSet paramSet();

    default DoubleParam averageDecay() {
        return paramSet().optimizer.averageDecay;
    }

    default double getAverageDecay() {
        return (double) getOrDefault(averageDecay());
    }
}
