package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.sample.MissingValues;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Params that estimator and model share: the columns, and how a row becomes states. */
public interface RBMModelParams extends Params {
    /** The definitions, built after the uid. */
    RBMModelParamSet modelParamSet();

    /** Names of the columns that hold hidden layers, from the lowest; an empty name, or none, for no column. */
    default String[] layerColumns() {
        return new String[0];
    }

    default Param<String> featuresCol() {
        return modelParamSet().featuresCol;
    }

    default String getFeaturesCol() {
        return getOrDefault(featuresCol());
    }

    default Param<String> outputCol() {
        return modelParamSet().outputCol;
    }

    default String getOutputCol() {
        return getOrDefault(outputCol());
    }

    default Param<String> freeEnergyCol() {
        return modelParamSet().freeEnergyCol;
    }

    default String getFreeEnergyCol() {
        return getOrDefault(freeEnergyCol());
    }

    default Param<String> reconstructionCol() {
        return modelParamSet().reconstructionCol;
    }

    default String getReconstructionCol() {
        return getOrDefault(reconstructionCol());
    }

    default Param<String> handleInvalid() {
        return modelParamSet().handleInvalid;
    }

    default String getHandleInvalid() {
        return getOrDefault(handleInvalid());
    }

    default Param<String> sourceCol() {
        return modelParamSet().sourceCol;
    }

    default String getSourceCol() {
        return getOrDefault(sourceCol());
    }

    default Param<String> binarize() {
        return modelParamSet().binarize;
    }

    default String getBinarize() {
        return getOrDefault(binarize());
    }

    default DoubleParam binarizeThreshold() {
        return modelParamSet().binarizeThreshold;
    }

    default double getBinarizeThreshold() {
        return (double) getOrDefault(binarizeThreshold());
    }

    default Param<String> missing() {
        return modelParamSet().missing.missing;
    }

    default String getMissing() {
        return getOrDefault(missing());
    }

    default IntParam missingSweeps() {
        return modelParamSet().missing.missingSweeps;
    }

    default int getMissingSweeps() {
        return (int) getOrDefault(missingSweeps());
    }

    /** The two as one value. */
    default MissingValues missingValues() {
        return MissingValues.of(MissingValues.Treatment.named(getMissing()), getMissingSweeps());
    }
}
