package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Params of where model statistics come from; with ranges and reasons in {@link ModelPhaseParamSet}. */
public interface ModelPhaseParams extends RBMModelParams {
    /** The definitions, built after the uid. */
    RBMParamSet paramSet();

    default Param<String> modelPhase() {
        return paramSet().phase.modelPhase;
    }

    default String getModelPhase() {
        return getOrDefault(modelPhase());
    }

    default IntParam cdSteps() {
        return paramSet().phase.cdSteps;
    }

    default int getCdSteps() {
        return (int) getOrDefault(cdSteps());
    }

    default IntParam finalCdSteps() {
        return paramSet().phase.finalCdSteps;
    }

    default int getFinalCdSteps() {
        return (int) getOrDefault(finalCdSteps());
    }

    default IntParam numChains() {
        return paramSet().phase.numChains;
    }

    default int getNumChains() {
        return (int) getOrDefault(numChains());
    }

    default IntParam numTemperatures() {
        return paramSet().phase.numTemperatures;
    }

    default int getNumTemperatures() {
        return (int) getOrDefault(numTemperatures());
    }

    default IntParam exchangeEvery() {
        return paramSet().phase.exchangeEvery;
    }

    default int getExchangeEvery() {
        return (int) getOrDefault(exchangeEvery());
    }

    default DoubleParam fastLearningRate() {
        return paramSet().phase.fastLearningRate;
    }

    default double getFastLearningRate() {
        return (double) getOrDefault(fastLearningRate());
    }

    default DoubleParam fastDecay() {
        return paramSet().phase.fastDecay;
    }

    default double getFastDecay() {
        return (double) getOrDefault(fastDecay());
    }
}
