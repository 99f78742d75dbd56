package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.Params;

/** Setters of the params that every estimator of restricted machines has; each returns the estimator. */
public interface RBMSetters<T extends Params> extends RBMModelSetters<T>, RBMParams {
    default T setCdSteps(int value) {
        set(cdSteps(), value);
        return self();
    }

    default T setStatistics(String value) {
        set(statistics(), value);
        return self();
    }

    default T setBatchSize(int value) {
        set(batchSize(), value);
        return self();
    }

    default T setNumPartitions(int value) {
        set(numPartitions(), value);
        return self();
    }

    default T setMaxIter(int value) {
        set(maxIter(), value);
        return self();
    }

    default T setLearningRate(double value) {
        set(learningRate(), value);
        return self();
    }

    default T setLearningRateSchedule(String value) {
        set(learningRateSchedule(), value);
        return self();
    }

    default T setFinalLearningRate(double value) {
        set(finalLearningRate(), value);
        return self();
    }

    default T setMomentum(double value) {
        set(momentum(), value);
        return self();
    }

    default T setFinalMomentum(double value) {
        set(finalMomentum(), value);
        return self();
    }

    default T setMomentumSwitchEpoch(int value) {
        set(momentumSwitchEpoch(), value);
        return self();
    }

    default T setRegParam(double value) {
        set(regParam(), value);
        return self();
    }

    default T setAverageDecay(double value) {
        set(averageDecay(), value);
        return self();
    }

    default T setL1RegParam(double value) {
        set(l1RegParam(), value);
        return self();
    }

    default T setMaxNorm(double value) {
        set(maxNorm(), value);
        return self();
    }

    default T setSparsityTarget(double value) {
        set(sparsityTarget(), value);
        return self();
    }

    default T setSparsityCost(double value) {
        set(sparsityCost(), value);
        return self();
    }

    default T setSparsityDecay(double value) {
        set(sparsityDecay(), value);
        return self();
    }

    default T setOptimizer(String value) {
        set(optimizer(), value);
        return self();
    }

    default T setBeta1(double value) {
        set(beta1(), value);
        return self();
    }

    default T setBeta2(double value) {
        set(beta2(), value);
        return self();
    }

    default T setEpsilon(double value) {
        set(epsilon(), value);
        return self();
    }

    default T setBiasRateFactor(double value) {
        set(biasRateFactor(), value);
        return self();
    }

    default T setRateFactors(String value) {
        set(rateFactors(), value);
        return self();
    }

    default T setInitialWeightDeviation(double value) {
        set(initialWeightDeviation(), value);
        return self();
    }

    default T setSeed(long value) {
        set(seed(), value);
        return self();
    }

    default T setAggregationDepth(int value) {
        set(aggregationDepth(), value);
        return self();
    }

    default T setStorageLevel(String value) {
        set(storageLevel(), value);
        return self();
    }

    default T setValidationIndicatorCol(String value) {
        set(validationIndicatorCol(), value);
        return self();
    }

    default T setScaling(String value) {
        set(scaling(), value);
        return self();
    }

    default T setScalingDivisor(double value) {
        set(scalingDivisor(), value);
        return self();
    }

    default T setModelPhase(String value) {
        set(modelPhase(), value);
        return self();
    }

    default T setFinalCdSteps(int value) {
        set(finalCdSteps(), value);
        return self();
    }

    default T setExchangeEvery(int value) {
        set(exchangeEvery(), value);
        return self();
    }

    default T setFastLearningRate(double value) {
        set(fastLearningRate(), value);
        return self();
    }

    default T setFastDecay(double value) {
        set(fastDecay(), value);
        return self();
    }

    default T setNumTemperatures(int value) {
        set(numTemperatures(), value);
        return self();
    }

    default T setNumChains(int value) {
        set(numChains(), value);
        return self();
    }

    default T setLocalSteps(int value) {
        set(localSteps(), value);
        return self();
    }

    default T setCenteringRate(double value) {
        set(centeringRate(), value);
        return self();
    }

    default T setMonitorEvery(int value) {
        set(monitorEvery(), value);
        return self();
    }

    default T setLikelihood(String value) {
        set(likelihood(), value);
        return self();
    }

    default T setOnDivergence(String value) {
        set(onDivergence(), value);
        return self();
    }

    default T setEarlyStopping(String value) {
        set(earlyStopping(), value);
        return self();
    }

    default T setPatience(int value) {
        set(patience(), value);
        return self();
    }

    default T setTolerance(double value) {
        set(tolerance(), value);
        return self();
    }

    default T setPrecision(String value) {
        set(precision(), value);
        return self();
    }

    default T setCheckpointDir(String value) {
        set(checkpointDir(), value);
        return self();
    }

    default T setCheckpointInterval(int value) {
        set(checkpointInterval(), value);
        return self();
    }

    default T setCheckpointMinutes(double value) {
        set(checkpointMinutes(), value);
        return self();
    }

    default T setCheckpointsKept(int value) {
        set(checkpointsKept(), value);
        return self();
    }

    default T setResume(String value) {
        set(resume(), value);
        return self();
    }

    default T setInitialState(String value) {
        set(initialState(), value);
        return self();
    }

    default T setWeightCol(String value) {
        set(weightCol(), value);
        return self();
    }

    default T setStratifyCol(String value) {
        set(stratifyCol(), value);
        return self();
    }

    default T setVisibleUnits(String value) {
        set(visibleUnits(), value);
        return self();
    }

    default T setHiddenUnits(String value) {
        set(hiddenUnits(), value);
        return self();
    }

    default T setInitialModel(String value) {
        set(initialModel(), value);
        return self();
    }
}
