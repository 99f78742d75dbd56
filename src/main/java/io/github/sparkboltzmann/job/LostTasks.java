package io.github.sparkboltzmann.job;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkException;

/** Jobs that Spark gave up since a task failed too often, for people. */
final class LostTasks {
    private static final Pattern GIVEN_UP =
            Pattern.compile("Job aborted due to stage failure: Task \\d+ in stage \\S+ failed (\\d+) times?, "
                    + "most recent failure: Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\(([^)]*)\\): ([^\\n]*)");

    private LostTasks() {}

    /** What became of a job, in a sentence; {@code null} where it was no task that failed. */
    static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher given = GIVEN_UP.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof SparkException && given.find()) {
                return "a task failed " + given.group(1) + " times, the last time on " + given.group(2) + " ("
                        + given.group(3).strip()
                        + "), and Spark gave the job up. No result was written. Mend the reason, and give the same command again:"
                        + " with rbm.checkpointDir it goes on from its last checkpoint.";
            }
        }
        return null;
    }

    /** Whether machines, disks or the network failed, and no line of this program: then a stack trace tells nothing. */
    static boolean areTheClusters(Throwable failure) {
        return ExceptionUtils.getRootCause(failure) instanceof IOException
                || sentence(failure).contains("ExecutorLostFailure");
    }
}
