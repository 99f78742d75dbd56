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

    /** What was set; else {@code graph} where edges are given, as from Python, whose setters know of no other param. */
    default String getConnections() {
        boolean graph = getEdges().length > 0 && !isSet(connections());
        return graph ? "graph" : getOrDefault(connections());
    }

    default IntArrayParam edges() {
        return generalParamSet().edges;
    }

    default int[] getEdges() {
        return getOrDefault(edges());
    }
}
