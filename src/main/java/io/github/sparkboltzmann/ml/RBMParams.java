package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/** Params of the estimator: machine, gradient, optimiser and cluster; with ranges and reasons in {@link RBMParamSet}. */
public interface RBMParams extends RBMModelParams {
    /** The definitions, built after the uid. */
    RBMParamSet paramSet();

    default IntParam numHidden() {
        return paramSet().numHidden;
    }

    default int getNumHidden() {
        return (int) getOrDefault(numHidden());
    }

    default IntParam cdSteps() {
        return paramSet().cdSteps;
    }

    default int getCdSteps() {
        return (int) getOrDefault(cdSteps());
    }

    default Param<String> statistics() {
        return paramSet().statistics;
    }

    default String getStatistics() {
        return getOrDefault(statistics());
    }

    default IntParam batchSize() {
        return paramSet().batchSize;
    }

    default int getBatchSize() {
        return (int) getOrDefault(batchSize());
    }

    default IntParam numPartitions() {
        return paramSet().numPartitions;
    }

    default int getNumPartitions() {
        return (int) getOrDefault(numPartitions());
    }

    default IntParam maxIter() {
        return paramSet().maxIter;
    }

    default int getMaxIter() {
        return (int) getOrDefault(maxIter());
    }

    default DoubleParam learningRate() {
        return paramSet().learningRate;
    }

    default double getLearningRate() {
        return (double) getOrDefault(learningRate());
    }

    default Param<String> learningRateSchedule() {
        return paramSet().learningRateSchedule;
    }

    default String getLearningRateSchedule() {
        return getOrDefault(learningRateSchedule());
    }

    default DoubleParam finalLearningRate() {
        return paramSet().finalLearningRate;
    }

    default double getFinalLearningRate() {
        return (double) getOrDefault(finalLearningRate());
    }

    default DoubleParam momentum() {
        return paramSet().momentum;
    }

    default double getMomentum() {
        return (double) getOrDefault(momentum());
    }

    default DoubleParam finalMomentum() {
        return paramSet().finalMomentum;
    }

    default double getFinalMomentum() {
        return (double) getOrDefault(finalMomentum());
    }

    default IntParam momentumSwitchEpoch() {
        return paramSet().momentumSwitchEpoch;
    }

    default int getMomentumSwitchEpoch() {
        return (int) getOrDefault(momentumSwitchEpoch());
    }

    default DoubleParam regParam() {
        return paramSet().regParam;
    }

    default double getRegParam() {
        return (double) getOrDefault(regParam());
    }

    default DoubleParam initialWeightDeviation() {
        return paramSet().initialWeightDeviation;
    }

    default double getInitialWeightDeviation() {
        return (double) getOrDefault(initialWeightDeviation());
    }

    default LongParam seed() {
        return paramSet().seed;
    }

    default long getSeed() {
        return (long) getOrDefault(seed());
    }

    default IntParam aggregationDepth() {
        return paramSet().aggregationDepth;
    }

    default int getAggregationDepth() {
        return (int) getOrDefault(aggregationDepth());
    }

    default Param<String> storageLevel() {
        return paramSet().storageLevel;
    }

    default String getStorageLevel() {
        return getOrDefault(storageLevel());
    }

    default Param<String> validationIndicatorCol() {
        return paramSet().validationIndicatorCol;
    }

    default String getValidationIndicatorCol() {
        return getOrDefault(validationIndicatorCol());
    }

    default Param<String> scaling() {
        return paramSet().scaling;
    }

    default String getScaling() {
        return getOrDefault(scaling());
    }

    default DoubleParam scalingDivisor() {
        return paramSet().scalingDivisor;
    }

    default double getScalingDivisor() {
        return (double) getOrDefault(scalingDivisor());
    }
}
