package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.RBM;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/** From the {@code rbm} settings of a job to the estimator: each key is a param of that name. */
final class RbmSettings {
    private RbmSettings() {}

    /** @throws UsageException for a value that the param refuses */
    static RBM of(JobConfig config) {
        RBM rbm = new RBM("rbm");
        for (String name : config.names("rbm")) {
            try {
                set(rbm, rbm.getParam(name), config, "rbm." + name);
            } catch (IllegalArgumentException e) {
                throw new UsageException(
                        "Setting 'rbm." + name + "' cannot be '" + config.text("rbm." + name) + "': "
                                + rbm.getParam(name).doc() + ".",
                        e);
            }
        }
        return rbm;
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
