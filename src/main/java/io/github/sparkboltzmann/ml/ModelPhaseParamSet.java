package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.gradient.ModelPhase;
import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that say where model statistics come from. */
public final class ModelPhaseParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> modelPhase;
    final IntParam cdSteps;
    final IntParam finalCdSteps;
    final IntParam numChains;
    final IntParam numTemperatures;
    final IntParam exchangeEvery;
    final DoubleParam fastLearningRate;
    final DoubleParam fastDecay;

    ModelPhaseParamSet(Params parent) {
        modelPhase = RBMModelParamSet.oneOf(
                parent,
                "modelPhase",
                "where model statistics come from: cd (sweeps from the data), pcd (persistent chains, which follow the likelihood better over long runs), fpcd (persistent"
                        + " chains with fast weights), pt (parallel tempering), ptt (trajectory tempering: exchanges with frozen earlier machines), exact (enumeration,"
                        + " tiny machines), annealed (chains from noise that are cooled in each update), or pseudo (pseudo-likelihood, machines without hidden"
                        + " units)",
                ModelPhase.ids());
        cdSteps = new IntParam(
                parent,
                "cdSteps",
                "k of CD-k and of persistent chains: Gibbs sweeps of the model phase, 1 or more; more follow the likelihood better and cost as much again each",
                ParamValidators.gtEq(1));
        finalCdSteps = new IntParam(
                parent,
                "finalCdSteps",
                "k at the end of the run, to which it grows in equal parts from cdSteps; 0: it does not grow",
                ParamValidators.gtEq(0));
        numChains = new IntParam(
                parent,
                "numChains",
                "persistent chains over all partitions, of each rung where there is a ladder; 0: as many as batchSize",
                ParamValidators.gtEq(0));
        numTemperatures = new IntParam(
                parent,
                "numTemperatures",
                "temperatures of modelPhase pt, 2 or more, from independent units to the machine; where they lie follows from how often neighbours exchange states",
                ParamValidators.gtEq(2));
        exchangeEvery = new IntParam(
                parent,
                "exchangeEvery",
                "updates of modelPhase ptt from one in which the ladder sweeps and exchanges to the next, 1 or more; more cost less and mix less",
                ParamValidators.gtEq(1));
        fastLearningRate = new DoubleParam(
                parent,
                "fastLearningRate",
                "learning rate of the fast weights of modelPhase fpcd, not scheduled; 0: a tenth of learningRate",
                RBMParamSet.notNegative());
        fastDecay = new DoubleParam(
                parent,
                "fastDecay",
                "what an update keeps of the fast weights of modelPhase fpcd, in [0, 1)",
                ParamValidators.inRange(0, 1, true, false));
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(modelPhase, "cd");
        defaults.set(cdSteps, 1);
        defaults.set(finalCdSteps, 0);
        defaults.set(numChains, 0);
        defaults.set(numTemperatures, 10);
        defaults.set(exchangeEvery, 1);
        defaults.set(fastLearningRate, 0.0);
        defaults.set(fastDecay, 0.95);
    }
}
