package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that a belief network and its model share, besides those of all deep ones: the columns of labels. */
public final class BeliefModelParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> predictionCol;
    final Param<String> probabilityCol;

    BeliefModelParamSet(Params parent) {
        predictionCol = new Param<>(
                parent,
                "predictionCol",
                "column that transform adds where there are label units: the most probable label; empty for none");
        probabilityCol = new Param<>(
                parent,
                "probabilityCol",
                "column that transform adds where there are label units: P(label | features of the layers below) as a vector; empty for none");
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(predictionCol, "prediction");
        defaults.set(probabilityCol, "probability");
    }
}
