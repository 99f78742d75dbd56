package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Params;

/** Params, and setters, of deep estimators; with ranges and reasons in {@link DeepParamSet}. */
public interface DeepSetters<T extends Params> extends RBMSetters<T>, DeepModelSetters<T> {
    /** The definitions, built after the uid. */
    DeepParamSet deepParamSet();

    default IntArrayParam hiddenLayers() {
        return deepParamSet().hiddenLayers;
    }

    default int[] getHiddenLayers() {
        return getOrDefault(hiddenLayers());
    }

    @Override
    default int[] hiddenSizes() {
        return getHiddenLayers().clone();
    }

    default T setHiddenLayers(int... value) {
        set(hiddenLayers(), value);
        return self();
    }
}
