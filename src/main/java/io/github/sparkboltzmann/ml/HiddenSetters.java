package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Params;

/** The hidden units of estimators of machines with one hidden layer, or none. */
public interface HiddenSetters<T extends Params> extends RBMParams {
    /** The definition, built after the uid. */
    HiddenParamSet hiddenParamSet();

    default IntParam numHidden() {
        return hiddenParamSet().numHidden;
    }

    default int getNumHidden() {
        return (int) getOrDefault(numHidden());
    }

    @SuppressWarnings("unchecked")
    default T setNumHidden(int value) {
        set(numHidden(), value);
        return (T) this;
    }

    @Override
    default int[] hiddenSizes() {
        return getNumHidden() == 0 ? new int[0] : new int[] {getNumHidden()};
    }
}
