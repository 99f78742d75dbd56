package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** The one definition of the params that deep estimators and their models share. */
public final class DeepModelParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final StringArrayParam layerCols;

    DeepModelParamSet(Params parent) {
        layerCols = new StringArrayParam(
                parent,
                "layerCols",
                "columns that transform adds, one for each hidden layer from the lowest: its units' probabilities given the row as a vector; an empty name, or none,"
                        + " for no column (outputCol is the highest layer)");
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(layerCols, new String[0]);
    }
}
