package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that say what becomes of missing values, in training and in transform. */
public final class MissingParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> missing;
    final IntParam missingSweeps;

    MissingParamSet(Params parent) {
        missing = RBMModelParamSet.oneOf(
                parent,
                "missing",
                "what a NaN among the features is: error (an invalid row), sample (the unit is not clamped and sampled in the data phase; transform fills it in by"
                        + " mean field), or omit (the row trains the smaller machine without the unit; modelPhase cd only)",
                "error",
                "sample",
                "omit");
        missingSweeps = new IntParam(
                parent,
                "missingSweeps",
                "Gibbs sweeps of missing sample, with the observed units clamped, 1 or more; each costs two matrix products for blocks that miss something",
                ParamValidators.gtEq(1));
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(missing, "error");
        defaults.set(missingSweeps, 5);
    }
}
