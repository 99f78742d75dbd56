package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Params;
import scala.runtime.AbstractFunction1;

/** The one definition of the param that says which hidden layers a deep machine has. */
public final class DeepParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final IntArrayParam hiddenLayers;

    DeepParamSet(Params parent) {
        hiddenLayers = new IntArrayParam(
                parent, "hiddenLayers", "units of each hidden layer, from the lowest, each 1 or more", new Sizes());
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(hiddenLayers, new int[] {100, 100});
    }

    /** A layer or more, each of a unit or more. */
    private static final class Sizes extends AbstractFunction1<int[], Object> implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object apply(int[] sizes) {
            return sizes.length > 0 && Arrays.stream(sizes).allMatch(size -> size > 0);
        }
    }
}
