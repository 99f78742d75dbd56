package io.github.sparkboltzmann;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of a test run: two local cores, four attempts a task; made when first asked for and ended with the JVM. */
public final class TestSpark {
    private static SparkSession session;

    private TestSpark() {}

    /** The session; tests neither stop it nor change its settings for good. */
    public static synchronized SparkSession session() {
        if (session == null) {
            session = SparkSession.builder()
                    .master("local[2,4]")
                    .appName("spark-boltzmann tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", "4")
                    .config("spark.sql.warehouse.dir", "target/spark-warehouse")
                    .getOrCreate();
            session.sparkContext().setLogLevel("ERROR");
        }
        return session;
    }
}
