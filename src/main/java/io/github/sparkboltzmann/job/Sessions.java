package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.math.Kernels;
import org.apache.spark.sql.SparkSession;

/** Spark sessions of jobs. */
final class Sessions {
    private Sessions() {}

    /**
     * The session that spark-submit configured; on this machine's cores where it named no master. Says first of all which kernels are in use
     * here, since figures of two runs compare only with the same.
     */
    static SparkSession open(String job) {
        System.err.println(Kernels.description());
        SparkSession.Builder builder = SparkSession.builder().appName("spark-boltzmann " + job);
        if (System.getProperty("spark.master") == null) {
            builder.master("local[*]");
        }
        return builder.getOrCreate();
    }
}
