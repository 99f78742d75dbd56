package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the param that says how many hidden units a machine of one hidden layer has. */
public final class HiddenParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final IntParam numHidden;

    /** @param fewest hidden units that a machine may have */
    HiddenParamSet(Params parent, int fewest) {
        numHidden = new IntParam(
                parent,
                "numHidden",
                "hidden units, " + fewest + " or more; more can express more and overfit more",
                ParamValidators.gtEq(fewest));
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(numHidden, 100);
    }
}
