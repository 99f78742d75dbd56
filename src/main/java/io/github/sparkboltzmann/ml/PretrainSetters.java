package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Params;

/** Params, and setters, of what joint training of layers begins with; with ranges and reasons in {@link PretrainParamSet}. */
public interface PretrainSetters<T extends Params> extends DeepSetters<T> {
    /** The definitions, built after the uid. */
    PretrainParamSet pretrainParamSet();

    default IntParam pretrainIter() {
        return pretrainParamSet().pretrainIter;
    }

    default int getPretrainIter() {
        return (int) getOrDefault(pretrainIter());
    }

    default T setPretrainIter(int value) {
        set(pretrainIter(), value);
        return self();
    }

    default DoubleParam pretrainLearningRate() {
        return pretrainParamSet().pretrainLearningRate;
    }

    default double getPretrainLearningRate() {
        return (double) getOrDefault(pretrainLearningRate());
    }

    default T setPretrainLearningRate(double value) {
        set(pretrainLearningRate(), value);
        return self();
    }
}
