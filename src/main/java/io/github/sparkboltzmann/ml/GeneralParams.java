package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Params of a general machine's connections and of its way to equilibrium; with ranges and reasons in {@link GeneralParamSet}. */
public interface GeneralParams extends RBMParams {
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

    default Param<String> dataPhase() {
        return generalParamSet().dataPhase;
    }

    default String getDataPhase() {
        return getOrDefault(dataPhase());
    }

    default IntParam dataSweeps() {
        return generalParamSet().dataSweeps;
    }

    default int getDataSweeps() {
        return (int) getOrDefault(dataSweeps());
    }

    default Param<String> annealing() {
        return generalParamSet().annealing;
    }

    default String getAnnealing() {
        return getOrDefault(annealing());
    }
}
