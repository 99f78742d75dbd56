package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import scala.Function1;

/**
 * The one definition of the estimator's params: effect, range, default; those of optimiser and monitor have classes of their own.
 */
public final class RBMParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String[] STORAGE_LEVELS = {
        "MEMORY_AND_DISK",
        "MEMORY_ONLY",
        "DISK_ONLY",
        "MEMORY_AND_DISK_SER",
        "MEMORY_ONLY_SER",
        "MEMORY_AND_DISK_2",
        "OFF_HEAP"
    };

    final ModelPhaseParamSet phase;
    final Param<String> statistics;
    final IntParam batchSize;
    final IntParam numPartitions;
    final IntParam localSteps;
    final Param<String> precision;
    final IntParam maxIter;
    final OptimizerParamSet optimizer;
    final PenaltyParamSet penalties;
    final UnitParamSet units;
    final MonitorParamSet monitor;
    final ContinuationParamSet continuation;
    final RowParamSet rows;
    final LongParam seed;
    final IntParam aggregationDepth;
    final Param<String> storageLevel;
    final Param<String> validationIndicatorCol;
    final Param<String> scaling;
    final DoubleParam scalingDivisor;

    RBMParamSet(Params parent) {
        phase = new ModelPhaseParamSet(parent);
        optimizer = new OptimizerParamSet(parent);
        penalties = new PenaltyParamSet(parent);
        monitor = new MonitorParamSet(parent);
        continuation = new ContinuationParamSet(parent);
        rows = new RowParamSet(parent);
        units = new UnitParamSet(parent);
        statistics = RBMModelParamSet.oneOf(
                parent,
                "statistics",
                "probabilities (Hinton's recipe, least noise), hidden-probabilities (visible states drawn: the chain's expectation), or samples (the textbook form); persistent"
                        + " chains draw visible states in any case",
                "probabilities",
                "hidden-probabilities",
                "samples");
        batchSize = new IntParam(
                parent,
                "batchSize",
                "rows an update, over all partitions, 1 or more; the learning rate is per row and need not change with it",
                ParamValidators.gtEq(1));
        numPartitions = new IntParam(
                parent,
                "numPartitions",
                "partitions of the training rows, and tasks an update, 1 or more; a part of what makes a result reproducible, so never taken from the cluster",
                ParamValidators.gtEq(1));
        localSteps = new IntParam(
                parent,
                "localSteps",
                "updates that each partition takes on its own rows before parameters are averaged: 1 is synchronous training, more spare jobs, 0 chooses"
                        + " once from what a job and a step cost here; with one partition the bytes do not depend on it",
                ParamValidators.gtEq(0));
        precision = RBMModelParamSet.oneOf(
                parent,
                "precision",
                "of the matrix products of training: float32, bfloat16 (needs avx512_bf16 or amx_bf16 and the job jar of profile bfloat16), or auto (bfloat16"
                        + " where there is amx_bf16)",
                "float32",
                "bfloat16",
                "auto");
        maxIter = new IntParam(
                parent, "maxIter", "epochs: passes over the training rows, 0 or more", ParamValidators.gtEq(0));
        seed = new LongParam(
                parent,
                "seed",
                "seed of every random draw: the same seed, settings and partitions give the same bytes");
        aggregationDepth = new IntParam(
                parent,
                "aggregationDepth",
                "depth of the tree aggregation, 2 or more; deeper pays beyond some ten partitions",
                ParamValidators.gtEq(2));
        storageLevel = RBMModelParamSet.oneOf(
                parent,
                "storageLevel",
                "storage level of the cached blocks of rows, a name of org.apache.spark.storage.StorageLevel",
                STORAGE_LEVELS);
        validationIndicatorCol = new Param<>(
                parent,
                "validationIndicatorCol",
                "boolean column, true for rows that are measured and not trained on; empty for none");
        scaling = RBMModelParamSet.oneOf(
                parent,
                "scaling",
                "how inputs become states: none, divide-by (scalingDivisor), min-max (each column's range in the training rows to [0, 1]), or standardize"
                        + " (each column's mean in the training rows to 0, its deviation to 1, a constant column to 0); remembered with the model",
                "none",
                "divide-by",
                "min-max",
                "standardize");
        scalingDivisor =
                new DoubleParam(parent, "scalingDivisor", "divisor of scaling divide-by, positive", positive());
    }

    /** Positive and finite. */
    static Function1<Object, Object> positive() {
        return ParamValidators.inRange(0, Double.MAX_VALUE, false, true);
    }

    /** Zero or more, and finite. */
    static Function1<Object, Object> notNegative() {
        return ParamValidators.inRange(0, Double.MAX_VALUE);
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        phase.setDefaults(defaults);
        optimizer.setDefaults(defaults);
        penalties.setDefaults(defaults);
        monitor.setDefaults(defaults);
        continuation.setDefaults(defaults);
        rows.setDefaults(defaults);
        units.setDefaults(defaults);
        defaults.set(statistics, "probabilities");
        defaults.set(batchSize, 100);
        defaults.set(numPartitions, 2);
        defaults.set(localSteps, 1);
        defaults.set(precision, "float32");
        defaults.set(maxIter, 10);
        defaults.set(seed, (long) RBM.class.getName().hashCode());
        defaults.set(aggregationDepth, 2);
        defaults.set(storageLevel, "MEMORY_AND_DISK");
        defaults.set(validationIndicatorCol, "");
        defaults.set(scaling, "none");
        defaults.set(scalingDivisor, 255.0);
    }
}
