package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.RBM;
import java.util.Set;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/**
 * From the {@code rbm} settings of a job to the estimator: each key is a param of that name.
 *
 * <p>The file's rates and scaling are those of binary units. For units of other types, what the user does not give is left to the estimator,
 * but for the scaling of gaussian ones.
 */
final class RbmSettings {
    private static final Set<String> RATES = Set.of("learningRate", "rateFactors", "biasRateFactor");

    private RbmSettings() {}

    /** @throws UsageException for a value that the param refuses */
    static RBM of(JobConfig config) {
        RBM rbm = new RBM("rbm");
        for (String name : config.names("rbm")) {
            if (isLeft(name, config)) {
                continue;
            }
            try {
                set(rbm, rbm.getParam(name), config, "rbm." + name);
            } catch (IllegalArgumentException e) {
                throw new UsageException(
                        "Setting 'rbm." + name + "' cannot be '" + config.text("rbm." + name) + "': "
                                + rbm.getParam(name).doc() + ".",
                        e);
            }
        }
        boolean gaussian = config.text("rbm.visibleUnits").startsWith("gaussian");
        return gaussian && !config.isGiven("rbm.scaling") ? rbm.setScaling("standardize") : rbm;
    }

    private static boolean isLeft(String name, JobConfig config) {
        boolean visible = config.text("rbm.visibleUnits").equals("bernoulli");
        boolean hidden = config.text("rbm.hiddenUnits").equals("bernoulli");
        boolean ofBinary = name.equals("scaling") ? !visible : RATES.contains(name) && !(visible && hidden);
        return ofBinary && !config.isGiven("rbm." + name);
    }

    @SuppressWarnings("unchecked")
    private static void set(RBM rbm, Param<?> param, JobConfig config, String key) {
        Object value;
        if (param instanceof IntParam) {
            value = config.whole(key);
        } else if (param instanceof LongParam) {
            value = config.wholeLong(key);
        } else if (param instanceof DoubleParam) {
            value = config.number(key);
        } else {
            value = config.text(key);
        }
        rbm.set((Param<Object>) param, value);
    }
}
