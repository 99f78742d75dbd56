package io.github.sparkboltzmann.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import scala.Function1;
import scala.runtime.AbstractFunction1;

/** The one definition of the params that say which units are connected. */
public final class GeneralParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> connections;
    final IntArrayParam edges;

    GeneralParamSet(Params parent) {
        connections = RBMModelParamSet.oneOf(
                parent,
                "connections",
                "full (every unit with every other), semi-restricted (visible units with all, hidden ones with visible ones), restricted, or graph (the"
                        + " edges that are given)",
                "full",
                "semi-restricted",
                "restricted",
                "graph");
        edges = new IntArrayParam(
                parent,
                "edges",
                "of connections graph: pairs of units one after the other, visible ones numbered from 0 and then the hidden ones; a weight for each",
                evenLength());
    }

    private static Function1<int[], Object> evenLength() {
        return new EvenLength();
    }

    /** Edges are pairs. */
    private static final class EvenLength extends AbstractFunction1<int[], Object> implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object apply(int[] edges) {
            return edges.length % 2 == 0;
        }
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(connections, "full");
        defaults.set(edges, new int[0]);
    }
}
