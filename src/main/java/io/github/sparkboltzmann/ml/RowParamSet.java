package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that say what training rows count and how they are laid into blocks. */
public final class RowParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> weightCol;
    final Param<String> stratifyCol;

    RowParamSet(Params parent) {
        weightCol = new Param<>(
                parent,
                "weightCol",
                "column of numbers, 0 or more: how often each row counts in training and in its measures; 0 leaves it out; empty: all 1");
        stratifyCol = new Param<>(
                parent,
                "stratifyCol",
                "column of text, numbers or booleans, such as the label: every update gets its share of the rows of each value, so that rare ones are spread"
                        + " over all; empty for none");
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(weightCol, "");
        defaults.set(stratifyCol, "");
    }
}
