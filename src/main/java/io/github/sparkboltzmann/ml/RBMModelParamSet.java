package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The one definition of the params that estimator and model share. */
public final class RBMModelParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> featuresCol;
    final Param<String> outputCol;
    final Param<String> freeEnergyCol;
    final Param<String> reconstructionCol;
    final Param<String> handleInvalid;
    final Param<String> sourceCol;
    final Param<String> binarize;
    final DoubleParam binarizeThreshold;
    final MissingParamSet missing;

    RBMModelParamSet(Params parent) {
        missing = new MissingParamSet(parent);
        featuresCol = new Param<>(parent, "featuresCol", "column of the inputs: vectors, or arrays of numbers");
        outputCol = new Param<>(
                parent,
                "outputCol",
                "column that transform adds: hidden probabilities P(h = 1 | v) (means, for units that are not binary) as a vector; empty for none");
        freeEnergyCol = new Param<>(
                parent,
                "freeEnergyCol",
                "column that transform adds: the row's free energy F(v) in nats; empty for none");
        reconstructionCol = new Param<>(
                parent,
                "reconstructionCol",
                "column that transform adds: the mean-field reconstruction P(v = 1 | h = P(h | v)) as a vector; empty for none");
        handleInvalid = oneOf(
                parent,
                "handleInvalid",
                "what to do with a row that the units cannot take (wrong length, NaN, a value out of range): error or skip",
                "error",
                "skip");
        sourceCol = new Param<>(
                parent,
                "sourceCol",
                "text column that names where a row came from, for error messages; empty for none");
        binarize = oneOf(
                parent,
                "binarize",
                "none; threshold: states above binarizeThreshold become 1 and others 0; sample: each training row is drawn once, its"
                        + " values as probabilities, and transform uses the values themselves",
                "none",
                "threshold",
                "sample");
        binarizeThreshold = new DoubleParam(
                parent,
                "binarizeThreshold",
                "threshold after scaling, in (0, 1)",
                ParamValidators.inRange(0, 1, false, false));
    }

    static Param<String> oneOf(Params parent, String name, String doc, String... values) {
        return new Param<>(parent, name, doc, ParamValidators.inArray(values));
    }

    /** Name and value of every default. */
    void setDefaults(Defaults defaults) {
        defaults.set(featuresCol, "features");
        defaults.set(outputCol, "hidden");
        defaults.set(freeEnergyCol, "");
        defaults.set(reconstructionCol, "");
        defaults.set(handleInvalid, "error");
        defaults.set(sourceCol, "");
        defaults.set(binarize, "none");
        defaults.set(binarizeThreshold, 0.5);
        missing.setDefaults(defaults);
    }

    /** Takes the defaults of a stage. */
    interface Defaults {
        <T> void set(Param<T> param, Object value);

        /** Those of a stage. */
        static Defaults of(Params stage) {
            return new Defaults() {
                @Override
                @SuppressWarnings("unchecked")
                public <T> void set(Param<T> param, Object value) {
                    stage.setDefault(param, (T) value);
                }
            };
        }
    }
}
