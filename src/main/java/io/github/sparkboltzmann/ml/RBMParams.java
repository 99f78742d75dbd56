package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/** Params of the estimator: machine, gradient, optimiser and cluster; with ranges and reasons in {@link RBMParamSet}. */
public interface RBMParams extends OptimizerParams, ModelPhaseParams, ContinuationParams {
    @Override
    RBMParamSet paramSet();

    /** Units of each hidden layer, from the lowest; empty for none. */
    int[] hiddenSizes();

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
        return paramSet().optimizer.learningRate;
    }

    default double getLearningRate() {
        return (double) getOrDefault(learningRate());
    }

    default Param<String> learningRateSchedule() {
        return paramSet().optimizer.learningRateSchedule;
    }

    default String getLearningRateSchedule() {
        return getOrDefault(learningRateSchedule());
    }

    default DoubleParam finalLearningRate() {
        return paramSet().optimizer.finalLearningRate;
    }

    default double getFinalLearningRate() {
        return (double) getOrDefault(finalLearningRate());
    }

    default DoubleParam momentum() {
        return paramSet().optimizer.momentum;
    }

    default double getMomentum() {
        return (double) getOrDefault(momentum());
    }

    default DoubleParam finalMomentum() {
        return paramSet().optimizer.finalMomentum;
    }

    default double getFinalMomentum() {
        return (double) getOrDefault(finalMomentum());
    }

    default IntParam momentumSwitchEpoch() {
        return paramSet().optimizer.momentumSwitchEpoch;
    }

    default int getMomentumSwitchEpoch() {
        return (int) getOrDefault(momentumSwitchEpoch());
    }

    default DoubleParam regParam() {
        return paramSet().optimizer.regParam;
    }

    default double getRegParam() {
        return (double) getOrDefault(regParam());
    }

    default DoubleParam initialWeightDeviation() {
        return paramSet().optimizer.initialWeightDeviation;
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

    /** Persistent chains over all partitions: {@code numChains}, or {@code batchSize} where that is 0. */
    default int chainCount() {
        return getNumChains() == 0 ? getBatchSize() : getNumChains();
    }

    default IntParam localSteps() {
        return paramSet().localSteps;
    }

    default int getLocalSteps() {
        return (int) getOrDefault(localSteps());
    }

    default DoubleParam centeringRate() {
        return paramSet().optimizer.centeringRate;
    }

    default double getCenteringRate() {
        return (double) getOrDefault(centeringRate());
    }

    default IntParam monitorEvery() {
        return paramSet().monitor.monitorEvery;
    }

    default int getMonitorEvery() {
        return (int) getOrDefault(monitorEvery());
    }

    default Param<String> likelihood() {
        return paramSet().monitor.likelihood;
    }

    default String getLikelihood() {
        return getOrDefault(likelihood());
    }

    default Param<String> onDivergence() {
        return paramSet().monitor.onDivergence;
    }

    default String getOnDivergence() {
        return getOrDefault(onDivergence());
    }

    default Param<String> earlyStopping() {
        return paramSet().monitor.earlyStopping;
    }

    default String getEarlyStopping() {
        return getOrDefault(earlyStopping());
    }

    default IntParam patience() {
        return paramSet().monitor.patience;
    }

    default int getPatience() {
        return (int) getOrDefault(patience());
    }

    default DoubleParam tolerance() {
        return paramSet().monitor.tolerance;
    }

    default double getTolerance() {
        return (double) getOrDefault(tolerance());
    }

    default Param<String> precision() {
        return paramSet().precision;
    }

    default String getPrecision() {
        return getOrDefault(precision());
    }

    default Param<String> weightCol() {
        return paramSet().rows.weightCol;
    }

    default String getWeightCol() {
        return getOrDefault(weightCol());
    }

    default Param<String> stratifyCol() {
        return paramSet().rows.stratifyCol;
    }

    default String getStratifyCol() {
        return getOrDefault(stratifyCol());
    }

    default Param<String> visibleUnits() {
        return paramSet().units.visibleUnits;
    }

    default String getVisibleUnits() {
        return getOrDefault(visibleUnits());
    }

    default Param<String> hiddenUnits() {
        return paramSet().units.hiddenUnits;
    }

    default String getHiddenUnits() {
        return getOrDefault(hiddenUnits());
    }
}
