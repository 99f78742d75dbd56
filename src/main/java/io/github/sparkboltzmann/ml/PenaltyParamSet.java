package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that hold parameters back, beside L2 decay. */
public final class PenaltyParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final DoubleParam l1RegParam;
    final DoubleParam maxNorm;
    final DoubleParam sparsityTarget;
    final DoubleParam sparsityCost;
    final DoubleParam sparsityDecay;

    PenaltyParamSet(Params parent) {
        l1RegParam = new DoubleParam(
                parent,
                "l1RegParam",
                "L1 penalty of the weights, 0 or more: a weight whose gradient is smaller becomes exactly 0 (soft threshold after each update); biases have none",
                RBMParamSet.notNegative());
        maxNorm = new DoubleParam(
                parent,
                "maxNorm",
                "bound on the norm of each hidden unit's incoming weights, which are scaled back to it after an update; 0 for none",
                RBMParamSet.notNegative());
        sparsityTarget = new DoubleParam(
                parent,
                "sparsityTarget",
                "mean activation that a penalty holds hidden units at, in [0, 1), Hinton's guide: 0.01 to 0.1; 0 for no penalty",
                ParamValidators.inRange(0, 1, true, false));
        sparsityCost = new DoubleParam(
                parent,
                "sparsityCost",
                "weight of the penalty of sparsityTarget, 0 or more: cost times (activation - target) comes off the gradient of a unit's total input",
                RBMParamSet.notNegative());
        sparsityDecay = new DoubleParam(
                parent,
                "sparsityDecay",
                "part of the running mean activation that an update keeps, in [0, 1); Hinton's guide: 0.9 to 0.99",
                ParamValidators.inRange(0, 1, true, false));
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(l1RegParam, 0.0);
        defaults.set(maxNorm, 0.0);
        defaults.set(sparsityTarget, 0.0);
        defaults.set(sparsityCost, 0.1);
        defaults.set(sparsityDecay, 0.95);
    }
}
