package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.Params;

/** Setters of how labels are inferred, which classifier and classification model share; each returns the stage. */
public interface LabelSetters<T extends Params> extends RBMModelSetters<T>, RBMClassificationParams {
    default T setLabelInference(String value) {
        set(labelInference(), value);
        return self();
    }

    default T setLabelSweeps(int value) {
        set(labelSweeps(), value);
        return self();
    }

    default T setLabelBurnIn(int value) {
        set(labelBurnIn(), value);
        return self();
    }

    default T setLabelTemperature(double value) {
        set(labelTemperature(), value);
        return self();
    }

    default T setLabelSeed(long value) {
        set(labelSeed(), value);
        return self();
    }
}
