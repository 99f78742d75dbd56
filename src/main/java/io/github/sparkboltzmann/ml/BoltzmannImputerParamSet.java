package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the imputer's params. */
public final class BoltzmannImputerParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> featuresCol;
    final Param<String> outputCol;
    final Param<String> maskCol;
    final Param<String> idCol;
    final Param<String> labelCol;
    final Param<String> strategy;
    final IntParam sweeps;
    final IntParam burnIn;
    final Param<String> annealing;
    final LongParam seed;
    final Param<String> handleInvalid;
    final Param<String> binarize;
    final DoubleParam binarizeThreshold;

    BoltzmannImputerParamSet(Params parent) {
        RBMModelParamSet model = new RBMModelParamSet(parent);
        featuresCol = model.featuresCol;
        handleInvalid = model.handleInvalid;
        binarize = model.binarize;
        binarizeThreshold = model.binarizeThreshold;
        outputCol = new Param<>(
                parent, "outputCol", "column that transform adds: the features as a vector, what is missing filled in");
        maskCol = new Param<>(
                parent,
                "maskCol",
                "column of vectors or arrays of numbers, an element a feature: those that are not 0 hide the feature's value, whatever it is; empty: only NaN is"
                        + " missing");
        idCol = new Param<>(
                parent,
                "idCol",
                "column of text or numbers that tells equal rows apart: draws are a function of seed, row and id; empty: equal rows are filled in equally");
        labelCol = new Param<>(
                parent,
                "labelCol",
                "column of the label's category, a whole number from 0 or null where it is not known, for machines with a label; empty: it is never known");
        strategy = RBMModelParamSet.oneOf(
                parent,
                "strategy",
                "mean: the expectation of what is missing given the rest, estimated by conditional means of one chain; draw: one sample of it",
                "mean",
                "draw");
        sweeps = new IntParam(
                parent,
                "sweeps",
                "Gibbs sweeps after burnIn, 1 or more: mean averages over them, draw takes the last; each costs two matrix products",
                ParamValidators.gtEq(1));
        burnIn = new IntParam(
                parent,
                "burnIn",
                "Gibbs sweeps from noise before any counts, 0 or more, with the known values clamped",
                ParamValidators.gtEq(0));
        annealing = new Param<>(
                parent,
                "annealing",
                "sweeps at falling temperatures that come before burnIn: 2@2, 2@1.5, 4@1; empty for none",
                EquilibriumParamSet.schedule());
        seed = new LongParam(
                parent,
                "seed",
                "seed of every random draw: the same seed and row give the same values, whatever the partitions");
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(featuresCol, "features");
        defaults.set(outputCol, "imputed");
        defaults.set(maskCol, "");
        defaults.set(idCol, "");
        defaults.set(labelCol, "");
        defaults.set(strategy, "mean");
        defaults.set(sweeps, 100);
        defaults.set(burnIn, 50);
        defaults.set(annealing, "");
        defaults.set(seed, (long) BoltzmannImputer.class.getName().hashCode());
        defaults.set(handleInvalid, "error");
        defaults.set(binarize, "none");
        defaults.set(binarizeThreshold, 0.5);
    }
}
