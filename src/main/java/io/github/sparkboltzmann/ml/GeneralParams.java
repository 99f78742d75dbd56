package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;

/** Params of a general machine's connections; with ranges and reasons in {@link GeneralParamSet}. */
public interface GeneralParams extends EquilibriumParams {
    /** The definitions, built after the uid. */
    GeneralParamSet generalParamSet();

    default Param<String> connections() {
        return generalParamSet().connections;
    }

    default String getConnections() {
        return getOrDefault(connections());
    }

    default IntArrayParam edges() {
        return generalParamSet().edges;
    }

    default int[] getEdges() {
        return getOrDefault(edges());
    }
}
