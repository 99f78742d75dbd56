package io.github.sparkboltzmann.spark;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** What Spark's pages and its event log call jobs. */
public final class JobDescription {
    private static final String PROPERTY = "spark.job.description";

    private JobDescription() {}

    /**
     * Does work whose jobs get a description, within what the caller calls them: {@code layer 2 of 3, epoch 3, update 120}. The caller's description
     * comes back afterwards.
     */
    public static <T> T during(SparkContext context, String text, Supplier<T> work) {
        String before = context.getLocalProperty(PROPERTY);
        context.setJobDescription(before == null || before.isEmpty() ? text : before + ", " + text);
        try {
            return work.get();
        } finally {
            context.setJobDescription(before);
        }
    }
}
