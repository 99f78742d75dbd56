package io.github.sparkboltzmann.job;

import org.apache.spark.sql.SparkSession;

/** Spark sessions of jobs. */
final class Sessions {
    private Sessions() {}

    /** The session that spark-submit configured; on this machine's cores where it named no master. */
    static SparkSession open(String job) {
        SparkSession.Builder builder = SparkSession.builder().appName("spark-boltzmann " + job);
        if (System.getProperty("spark.master") == null) {
            builder.master("local[*]");
        }
        return builder.getOrCreate();
    }
}
