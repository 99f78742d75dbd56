package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that say what training goes on from, and what it leaves to go on from. */
public final class ContinuationParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> checkpointDir;
    final IntParam checkpointInterval;
    final DoubleParam checkpointMinutes;
    final IntParam checkpointsKept;
    final Param<String> resume;
    final Param<String> initialModel;
    final Param<String> initialState;

    ContinuationParamSet(Params parent) {
        checkpointDir = new Param<>(
                parent,
                "checkpointDir",
                "folder of this run's checkpoints, on any Hadoop file system; empty for none. They stay when training ends");
        checkpointInterval = new IntParam(
                parent,
                "checkpointInterval",
                "epochs from one checkpoint to the next; 0 or -1: not by epochs",
                ParamValidators.gtEq(-1));
        checkpointMinutes = new DoubleParam(
                parent,
                "checkpointMinutes",
                "minutes from one checkpoint to the next, in the middle of an epoch too; 0: not by time",
                RBMParamSet.notNegative());
        checkpointsKept = new IntParam(
                parent,
                "checkpointsKept",
                "how many checkpoints are kept, the newest; 1 or more",
                ParamValidators.gtEq(1));
        resume = RBMModelParamSet.oneOf(
                parent,
                "resume",
                "auto: from the newest whole checkpoint in checkpointDir if there is one (one of other data or settings is refused); must: there has to"
                        + " be one; never: anew, and the first checkpoint replaces those that are there",
                "auto",
                "must",
                "never");
        initialModel = new Param<>(
                parent,
                "initialModel",
                "path of a saved model whose parameters training starts from, and whose scaling of the inputs is kept; empty: new parameters");
        initialState = RBMModelParamSet.oneOf(
                parent,
                "initialState",
                "what is taken from initialModel: parameters (a new run from them), or all (optimiser state, chains and count of updates too: more training"
                        + " on new rows, partialFit)",
                "parameters",
                "all");
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(checkpointDir, "");
        defaults.set(checkpointInterval, 10);
        defaults.set(checkpointMinutes, 10.0);
        defaults.set(checkpointsKept, 2);
        defaults.set(resume, "auto");
        defaults.set(initialModel, "");
        defaults.set(initialState, "parameters");
    }
}
