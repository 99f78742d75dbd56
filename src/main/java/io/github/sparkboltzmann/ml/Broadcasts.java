package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.Parameters;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Parameters as a broadcast of the running context, made once. */
final class Broadcasts {
    private final Parameters parameters;
    private Broadcast<Parameters> broadcast;
    private SparkContext of;

    Broadcasts(Parameters parameters) {
        this.parameters = parameters;
    }

    synchronized Broadcast<Parameters> on(SparkContext context) {
        if (of != context) {
            broadcast = JavaSparkContext.fromSparkContext(context).broadcast(parameters);
            of = context;
        }
        return broadcast;
    }
}
