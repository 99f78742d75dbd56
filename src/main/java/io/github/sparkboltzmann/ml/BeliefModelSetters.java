package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Params, and setters, that a belief network and its model share; with ranges and reasons in {@link BeliefModelParamSet}. */
public interface BeliefModelSetters<T extends Params> extends DeepModelSetters<T> {
    /** The definitions, built after the uid. */
    BeliefModelParamSet beliefModelParamSet();

    default Param<String> predictionCol() {
        return beliefModelParamSet().predictionCol;
    }

    default String getPredictionCol() {
        return getOrDefault(predictionCol());
    }

    default T setPredictionCol(String value) {
        set(predictionCol(), value);
        return self();
    }

    default Param<String> probabilityCol() {
        return beliefModelParamSet().probabilityCol;
    }

    default String getProbabilityCol() {
        return getOrDefault(probabilityCol());
    }

    default T setProbabilityCol(String value) {
        set(probabilityCol(), value);
        return self();
    }
}
