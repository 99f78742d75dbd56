package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/**
 * Params of how gradients become parameters, beside rate and momentum; with ranges and reasons in {@link OptimizerParamSet} and
 * {@link PenaltyParamSet}.
 */
public interface OptimizerParams extends RBMModelParams {
    /** The definitions, built after the uid. */
    RBMParamSet paramSet();

    default DoubleParam averageDecay() {
        return paramSet().optimizer.averageDecay;
    }

    default double getAverageDecay() {
        return (double) getOrDefault(averageDecay());
    }

    default DoubleParam l1RegParam() {
        return paramSet().penalties.l1RegParam;
    }

    default double getL1RegParam() {
        return (double) getOrDefault(l1RegParam());
    }

    default DoubleParam maxNorm() {
        return paramSet().penalties.maxNorm;
    }

    default double getMaxNorm() {
        return (double) getOrDefault(maxNorm());
    }

    default DoubleParam sparsityTarget() {
        return paramSet().penalties.sparsityTarget;
    }

    default double getSparsityTarget() {
        return (double) getOrDefault(sparsityTarget());
    }

    default DoubleParam sparsityCost() {
        return paramSet().penalties.sparsityCost;
    }

    default double getSparsityCost() {
        return (double) getOrDefault(sparsityCost());
    }

    default DoubleParam sparsityDecay() {
        return paramSet().penalties.sparsityDecay;
    }

    default double getSparsityDecay() {
        return (double) getOrDefault(sparsityDecay());
    }

    default Param<String> optimizer() {
        return paramSet().optimizer.optimizer;
    }

    default String getOptimizer() {
        return getOrDefault(optimizer());
    }

    default DoubleParam beta1() {
        return paramSet().optimizer.beta1;
    }

    default double getBeta1() {
        return (double) getOrDefault(beta1());
    }

    default DoubleParam beta2() {
        return paramSet().optimizer.beta2;
    }

    default double getBeta2() {
        return (double) getOrDefault(beta2());
    }

    default DoubleParam epsilon() {
        return paramSet().optimizer.epsilon;
    }

    default double getEpsilon() {
        return (double) getOrDefault(epsilon());
    }

    default DoubleParam biasRateFactor() {
        return paramSet().optimizer.biasRateFactor;
    }

    default double getBiasRateFactor() {
        return (double) getOrDefault(biasRateFactor());
    }

    default Param<String> rateFactors() {
        return paramSet().optimizer.rateFactors;
    }

    default String getRateFactors() {
        return getOrDefault(rateFactors());
    }
}
