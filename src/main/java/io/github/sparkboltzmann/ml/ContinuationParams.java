package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Params of going on: checkpoints, and the model that training starts from; with ranges and reasons in {@link ContinuationParamSet}. */
public interface ContinuationParams extends Params {
    /** The definitions, built after the uid. */
    RBMParamSet paramSet();

    default Param<String> checkpointDir() {
        return paramSet().continuation.checkpointDir;
    }

    default String getCheckpointDir() {
        return getOrDefault(checkpointDir());
    }

    default IntParam checkpointInterval() {
        return paramSet().continuation.checkpointInterval;
    }

    default int getCheckpointInterval() {
        return (int) getOrDefault(checkpointInterval());
    }

    default DoubleParam checkpointMinutes() {
        return paramSet().continuation.checkpointMinutes;
    }

    default double getCheckpointMinutes() {
        return (double) getOrDefault(checkpointMinutes());
    }

    default IntParam checkpointsKept() {
        return paramSet().continuation.checkpointsKept;
    }

    default int getCheckpointsKept() {
        return (int) getOrDefault(checkpointsKept());
    }

    default Param<String> resume() {
        return paramSet().continuation.resume;
    }

    default String getResume() {
        return getOrDefault(resume());
    }

    default Param<String> initialModel() {
        return paramSet().continuation.initialModel;
    }

    default String getInitialModel() {
        return getOrDefault(initialModel());
    }

    default Param<String> initialState() {
        return paramSet().continuation.initialState;
    }

    default String getInitialState() {
        return getOrDefault(initialState());
    }
}
