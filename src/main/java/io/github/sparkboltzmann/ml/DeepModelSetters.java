package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** Params, and setters, that deep estimators and their models share; with ranges and reasons in {@link DeepModelParamSet}. */
public interface DeepModelSetters<T extends Params> extends RBMModelSetters<T> {
    /** The definitions, built after the uid. */
    DeepModelParamSet deepModelParamSet();

    default StringArrayParam layerCols() {
        return deepModelParamSet().layerCols;
    }

    default String[] getLayerCols() {
        return getOrDefault(layerCols());
    }

    @Override
    default String[] layerColumns() {
        return getLayerCols();
    }

    default T setLayerCols(String... value) {
        set(layerCols(), value);
        return self();
    }
}
