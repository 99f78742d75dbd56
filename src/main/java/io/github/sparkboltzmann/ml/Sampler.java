package io.github.sparkboltzmann.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Samples of a trained model by numbered chains, whatever the model: chain {@code i} is the same whatever the number of chains and of partitions. */
public interface Sampler {
    /** Chains 0 to {@code n - 1} as a table: {@code chain}, features, means if wanted, and a label where there is one; computed each time that it is used. */
    Dataset<Row> sample(SparkSession session, long n);

    /** The features of chains 0 to {@code n - 1}, sampled in this thread. */
    Vector[] sample(int n);

    /** Sweeps of a chain, 1 or more; default 1000. */
    Sampler setSweeps(int value);

    /** The seed of every draw of a state. */
    Sampler setSeed(long value);

    /** The label's category: chain {@code i} keeps number {@code i mod length}. None: it is sampled, too. */
    Sampler setLabels(int... categories);

    /** The column of the samples; default that of the model's features. */
    Sampler setFeaturesCol(String value);

    /** The column of the samples' means given the units above them; empty, the default, for none. */
    Sampler setMeansCol(String value);

    /** Partitions of the table, at most one for 96 chains; 0, the default, for the cluster's parallelism. */
    Sampler setNumPartitions(int value);
}
