package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.Params;

/** Setters of the params that estimators and models share; each returns the stage. */
public interface RBMModelSetters<T extends Params> extends RBMModelParams {
    /** The stage itself. */
    @SuppressWarnings("unchecked")
    default T self() {
        return (T) this;
    }

    default T setOutputCol(String value) {
        set(outputCol(), value);
        return self();
    }

    default T setFreeEnergyCol(String value) {
        set(freeEnergyCol(), value);
        return self();
    }

    default T setReconstructionCol(String value) {
        set(reconstructionCol(), value);
        return self();
    }

    default T setHandleInvalid(String value) {
        set(handleInvalid(), value);
        return self();
    }

    default T setSourceCol(String value) {
        set(sourceCol(), value);
        return self();
    }

    default T setBinarize(String value) {
        set(binarize(), value);
        return self();
    }

    default T setBinarizeThreshold(double value) {
        set(binarizeThreshold(), value);
        return self();
    }

    default T setMissing(String value) {
        set(missing(), value);
        return self();
    }

    default T setMissingSweeps(int value) {
        set(missingSweeps(), value);
        return self();
    }
}
