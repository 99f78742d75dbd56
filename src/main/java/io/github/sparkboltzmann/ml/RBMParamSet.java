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
 * The one definition of the estimator's params: effect, range, default.
 *
 * <p>Defaults of rate, momentum, decay and first weights follow Hinton, "A practical guide to training restricted Boltzmann machines", 2012.
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

    final IntParam numHidden;
    final IntParam cdSteps;
    final Param<String> statistics;
    final IntParam batchSize;
    final IntParam numPartitions;
    final IntParam maxIter;
    final DoubleParam learningRate;
    final Param<String> learningRateSchedule;
    final DoubleParam finalLearningRate;
    final DoubleParam momentum;
    final DoubleParam finalMomentum;
    final IntParam momentumSwitchEpoch;
    final DoubleParam regParam;
    final DoubleParam initialWeightDeviation;
    final LongParam seed;
    final IntParam aggregationDepth;
    final Param<String> storageLevel;
    final Param<String> validationIndicatorCol;
    final Param<String> scaling;
    final DoubleParam scalingDivisor;

    RBMParamSet(Params parent) {
        numHidden = new IntParam(
                parent,
                "numHidden",
                "hidden units, 1 or more; more can express more and overfit more",
                ParamValidators.gtEq(1));
        cdSteps = new IntParam(
                parent,
                "cdSteps",
                "k of CD-k: Gibbs sweeps of the model phase, 1 or more; more follow the likelihood better and cost as much again each",
                ParamValidators.gtEq(1));
        statistics = RBMModelParamSet.oneOf(
                parent,
                "statistics",
                "probabilities (Hinton's recipe, least noise), hidden-probabilities (visible states drawn: the chain's expectation), or samples (the textbook form)",
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
        maxIter = new IntParam(
                parent, "maxIter", "epochs: passes over the training rows, 0 or more", ParamValidators.gtEq(0));
        learningRate = new DoubleParam(parent, "learningRate", "learning rate of one row, positive", positive());
        learningRateSchedule = RBMModelParamSet.oneOf(
                parent,
                "learningRateSchedule",
                "how the learning rate moves to finalLearningRate over the run: constant, linear or exponential",
                "constant",
                "linear",
                "exponential");
        finalLearningRate = new DoubleParam(
                parent,
                "finalLearningRate",
                "learning rate at the end of a linear or exponential schedule; 0 or more, and positive for an exponential one",
                notNegative());
        momentum = new DoubleParam(
                parent,
                "momentum",
                "momentum of the first epochs, in [0, 1)",
                ParamValidators.inRange(0, 1, true, false));
        finalMomentum = new DoubleParam(
                parent,
                "finalMomentum",
                "momentum from epoch momentumSwitchEpoch on, in [0, 1)",
                ParamValidators.inRange(0, 1, true, false));
        momentumSwitchEpoch = new IntParam(
                parent,
                "momentumSwitchEpoch",
                "first epoch with finalMomentum, 1 or more; early gradients are large, so momentum starts small",
                ParamValidators.gtEq(1));
        regParam = new DoubleParam(
                parent, "regParam", "L2 decay of the weights, 0 or more; biases are not decayed", notNegative());
        initialWeightDeviation = new DoubleParam(
                parent,
                "initialWeightDeviation",
                "standard deviation of the normal distribution of the first weights, positive",
                positive());
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
                "how inputs become states: none, divide-by (scalingDivisor), or min-max (each column's range in the training rows to [0, 1]); remembered with the model",
                "none",
                "divide-by",
                "min-max");
        scalingDivisor =
                new DoubleParam(parent, "scalingDivisor", "divisor of scaling divide-by, positive", positive());
    }

    /** Positive and finite. */
    private static Function1<Object, Object> positive() {
        return ParamValidators.inRange(0, Double.MAX_VALUE, false, true);
    }

    /** Zero or more, and finite. */
    private static Function1<Object, Object> notNegative() {
        return ParamValidators.inRange(0, Double.MAX_VALUE);
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(numHidden, 100);
        defaults.set(cdSteps, 1);
        defaults.set(statistics, "probabilities");
        defaults.set(batchSize, 100);
        defaults.set(numPartitions, 2);
        defaults.set(maxIter, 10);
        defaults.set(learningRate, 0.05);
        defaults.set(learningRateSchedule, "constant");
        defaults.set(finalLearningRate, 0.001);
        defaults.set(momentum, 0.5);
        defaults.set(finalMomentum, 0.9);
        defaults.set(momentumSwitchEpoch, 6);
        defaults.set(regParam, 2e-4);
        defaults.set(initialWeightDeviation, 0.01);
        defaults.set(seed, (long) RBM.class.getName().hashCode());
        defaults.set(aggregationDepth, 2);
        defaults.set(storageLevel, "MEMORY_AND_DISK");
        defaults.set(validationIndicatorCol, "");
        defaults.set(scaling, "none");
        defaults.set(scalingDivisor, 255.0);
    }
}
