package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.ml.BoltzmannMachine;
import io.github.sparkboltzmann.ml.DeepBeliefNetwork;
import io.github.sparkboltzmann.ml.DeepBoltzmannMachine;
import io.github.sparkboltzmann.ml.DeepSetters;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMClassifier;
import io.github.sparkboltzmann.ml.RBMSetters;
import java.util.Set;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * From the {@code rbm} settings of a job to the estimator: each key is a param of that name.
 *
 * <p>The file's rates and scaling are those of binary units. For units of other types, what the user does not give is left to the estimator,
 * but for the scaling of gaussian ones.
 */
final class RbmSettings {
    private static final Set<String> RATES = Set.of("learningRate", "rateFactors", "biasRateFactor");

    /** What the file sets for restricted machines: general ones have defaults of their own. */
    private static final Set<String> OF_RESTRICTED = Set.of("modelPhase", "statistics");

    /** A key of deep machines that is no param: which column holds labels follows from the data. */
    private static final String LABELS = "labels";

    private RbmSettings() {}

    /** @throws UsageException for a value that the param refuses */
    static RBM of(JobConfig config) {
        RBM rbm = new RBM("rbm");
        apply(config, rbm);
        return rbm;
    }

    /** The classifier of a job that trains one: its keys are those of {@code rbm} and of {@code classifier}. */
    static RBMClassifier classifierOf(JobConfig config) {
        RBMClassifier classifier = new RBMClassifier("classifier");
        apply(config, classifier);
        for (String name : config.names("classifier")) {
            set(classifier, config, "classifier", name);
        }
        return classifier;
    }

    /** The general machine of a job that trains one: its keys are those of {@code rbm} and of {@code boltzmann}. */
    static BoltzmannMachine generalOf(JobConfig config) {
        BoltzmannMachine machine = new BoltzmannMachine("boltzmann");
        apply(config, machine);
        for (String name : config.names("boltzmann")) {
            if (!name.equals("edges")) {
                set(machine, config, "boltzmann", name);
            }
        }
        int[] edges = Edges.parse(config.text("boltzmann.edges"));
        return edges.length == 0 ? machine : machine.setEdges(edges);
    }

    /**
     * A deep machine of a job that trains one: its keys are those of {@code rbm} and of {@code deep}.
     *
     * @throws UsageException for a key that is given and that the machine does not have
     */
    static <E extends DeepSetters<E>> E deepOf(JobConfig config, E estimator) {
        apply(config, estimator);
        for (String name : config.names("deep")) {
            if (estimator.hasParam(name)) {
                set(estimator, config, "deep", name);
            } else if (!name.equals(LABELS) || !(estimator instanceof DeepBeliefNetwork)) {
                requireNotGiven(config, "deep." + name);
            }
        }
        return estimator;
    }

    /** The belief network of a job that trains one. */
    static DeepBeliefNetwork networkOf(JobConfig config) {
        DeepBeliefNetwork network = deepOf(config, new DeepBeliefNetwork("dbn"));
        return config.flag("deep.labels") ? network.setLabelCol(DataReader.LABEL) : network;
    }

    private static void requireNotGiven(JobConfig config, String key) {
        if (config.isGiven(key)) {
            throw new UsageException(
                    "Setting '" + key + "' is not one of machine " + config.text("machine") + "; leave it out.");
        }
    }

    private static void apply(JobConfig config, RBMSetters<?> estimator) {
        for (String name : config.names("rbm")) {
            if (!estimator.hasParam(name)) {
                requireNotGiven(config, "rbm." + name);
                continue;
            }
            // An RBM's features are a column of their own; a classifier adds none unless asked.
            boolean left = isLeft(name, config)
                    || name.equals("outputCol") && estimator instanceof RBMClassifier
                    || OF_RESTRICTED.contains(name) && hasOwnPhase(estimator) && !config.isGiven("rbm." + name);
            if (!left) {
                set(estimator, config, "rbm", name);
            }
        }
        boolean gaussian = config.text("rbm.visibleUnits").startsWith("gaussian");
        if (gaussian && !config.isGiven("rbm.scaling")) {
            estimator.setScaling("standardize");
        }
    }

    /** Whether a machine's default model phase is its own. */
    private static boolean hasOwnPhase(RBMSetters<?> estimator) {
        return estimator instanceof BoltzmannMachine || estimator instanceof DeepBoltzmannMachine;
    }

    private static void set(Params estimator, JobConfig config, String block, String name) {
        String key = block + "." + name;
        try {
            set(estimator, estimator.getParam(name), config, key);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "Setting '" + key + "' cannot be '" + config.written(key) + "': "
                            + estimator.getParam(name).doc() + ".",
                    e);
        }
    }

    private static boolean isLeft(String name, JobConfig config) {
        boolean visible = config.text("rbm.visibleUnits").equals("bernoulli");
        boolean hidden = config.text("rbm.hiddenUnits").equals("bernoulli");
        boolean ofBinary = name.equals("scaling") ? !visible : RATES.contains(name) && !(visible && hidden);
        return ofBinary && !config.isGiven("rbm." + name);
    }

    @SuppressWarnings("unchecked")
    private static void set(Params rbm, Param<?> param, JobConfig config, String key) {
        Object value;
        if (param instanceof IntParam) {
            value = config.whole(key);
        } else if (param instanceof LongParam) {
            value = config.wholeLong(key);
        } else if (param instanceof DoubleParam) {
            value = config.number(key);
        } else if (param instanceof IntArrayParam) {
            value = config.wholes(key);
        } else {
            value = config.text(key);
        }
        rbm.set((Param<Object>) param, value);
    }
}
