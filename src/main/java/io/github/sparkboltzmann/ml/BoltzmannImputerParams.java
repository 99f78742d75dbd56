package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The imputer's params. */
public interface BoltzmannImputerParams extends Params {
    /** The definitions, built after the uid. */
    BoltzmannImputerParamSet imputerParamSet();

    default Param<String> featuresCol() {
        return imputerParamSet().featuresCol;
    }

    default String getFeaturesCol() {
        return getOrDefault(featuresCol());
    }

    default Param<String> outputCol() {
        return imputerParamSet().outputCol;
    }

    default String getOutputCol() {
        return getOrDefault(outputCol());
    }

    default Param<String> maskCol() {
        return imputerParamSet().maskCol;
    }

    default String getMaskCol() {
        return getOrDefault(maskCol());
    }

    default Param<String> idCol() {
        return imputerParamSet().idCol;
    }

    default String getIdCol() {
        return getOrDefault(idCol());
    }

    default Param<String> labelCol() {
        return imputerParamSet().labelCol;
    }

    default String getLabelCol() {
        return getOrDefault(labelCol());
    }

    default Param<String> strategy() {
        return imputerParamSet().strategy;
    }

    default String getStrategy() {
        return getOrDefault(strategy());
    }

    default IntParam sweeps() {
        return imputerParamSet().sweeps;
    }

    default int getSweeps() {
        return (int) getOrDefault(sweeps());
    }

    default IntParam burnIn() {
        return imputerParamSet().burnIn;
    }

    default int getBurnIn() {
        return (int) getOrDefault(burnIn());
    }

    default Param<String> annealing() {
        return imputerParamSet().annealing;
    }

    default String getAnnealing() {
        return getOrDefault(annealing());
    }

    default LongParam seed() {
        return imputerParamSet().seed;
    }

    default long getSeed() {
        return (long) getOrDefault(seed());
    }

    default Param<String> handleInvalid() {
        return imputerParamSet().handleInvalid;
    }

    default String getHandleInvalid() {
        return getOrDefault(handleInvalid());
    }

    default Param<String> binarize() {
        return imputerParamSet().binarize;
    }

    default String getBinarize() {
        return getOrDefault(binarize());
    }

    default DoubleParam binarizeThreshold() {
        return imputerParamSet().binarizeThreshold;
    }

    default double getBinarizeThreshold() {
        return (double) getOrDefault(binarizeThreshold());
    }
}
