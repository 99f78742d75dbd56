package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.sample.LabelInference;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/** Params that classifier and classification model share besides those of Spark's classifiers. */
public interface RBMClassificationParams extends RBMModelParams {
    /** The definitions, built after the uid. */
    LabelParamSet labelParamSet();

    default Param<String> labelInference() {
        return labelParamSet().labelInference;
    }

    default String getLabelInference() {
        return getOrDefault(labelInference());
    }

    default IntParam labelSweeps() {
        return labelParamSet().labelSweeps;
    }

    default int getLabelSweeps() {
        return (int) getOrDefault(labelSweeps());
    }

    default IntParam labelBurnIn() {
        return labelParamSet().labelBurnIn;
    }

    default int getLabelBurnIn() {
        return (int) getOrDefault(labelBurnIn());
    }

    default DoubleParam labelTemperature() {
        return labelParamSet().labelTemperature;
    }

    default double getLabelTemperature() {
        return (double) getOrDefault(labelTemperature());
    }

    default LongParam labelSeed() {
        return labelParamSet().labelSeed;
    }

    default long getLabelSeed() {
        return (long) getOrDefault(labelSeed());
    }

    /** All as one value. */
    default LabelInference inference() {
        return getLabelInference().equals("exact")
                ? LabelInference.EXACT
                : LabelInference.gibbs(getLabelBurnIn(), getLabelSweeps(), getLabelTemperature(), getLabelSeed());
    }
}
