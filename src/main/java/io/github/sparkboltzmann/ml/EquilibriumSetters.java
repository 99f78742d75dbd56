package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.Params;

/** Setters of {@link EquilibriumParams}; each returns the estimator. */
@SuppressWarnings("unchecked")
public interface EquilibriumSetters<T extends Params> extends EquilibriumParams {
    default T setDataPhase(String value) {
        set(dataPhase(), value);
        return (T) this;
    }

    default T setDataSweeps(int value) {
        set(dataSweeps(), value);
        return (T) this;
    }

    default T setAnnealing(String value) {
        set(annealing(), value);
        return (T) this;
    }
}
