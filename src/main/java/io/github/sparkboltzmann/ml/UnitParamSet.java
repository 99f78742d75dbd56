package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.UnitTypes;
import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that say what states units take. */
public final class UnitParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> visibleUnits;
    final Param<String> hiddenUnits;

    UnitParamSet(Params parent) {
        visibleUnits = new Param<>(
                parent,
                "visibleUnits",
                "type of the visible units: " + UnitTypes.NAMES
                        + " (but for nrelu); gaussian ones want scaling standardize");
        hiddenUnits = new Param<>(
                parent,
                "hiddenUnits",
                "type of the hidden units: " + UnitTypes.NAMES
                        + " (but for multinomial and gaussian-learned); not every type goes with every other");
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(visibleUnits, "bernoulli");
        defaults.set(hiddenUnits, "bernoulli");
    }
}
