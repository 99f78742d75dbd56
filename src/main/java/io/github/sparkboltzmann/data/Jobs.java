package io.github.sparkboltzmann.data;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** Runs a Spark job and turns a failure to read into its sentence. */
final class Jobs {
    private Jobs() {}

    /**
     * The job's result.
     *
     * @throws InvalidDataException if a task threw one, or if the input could not be read
     */
    static <T> T run(String path, Supplier<T> job) {
        try {
            return job.get();
        } catch (Exception failure) { // Scala throws SparkException, which is checked, without declaring it
            throw refusal(path, failure);
        }
    }

    private static RuntimeException refusal(String path, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidDataException) {
                return new InvalidDataException(cause.getMessage(), failure);
            }
            if (cause instanceof IOException) {
                return unreadable(path, cause);
            }
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("reading " + path + " failed: " + reason(failure), failure);
    }

    /** The sentence for a file that cannot be read to its end. */
    static InvalidDataException unreadable(String path, Throwable cause) {
        return new InvalidDataException(
                path + ": expected a file that can be read to its end, found: " + reason(cause) + "; check the file.",
                cause);
    }

    /** The first line of what the innermost cause says. */
    static String reason(Throwable failure) {
        Throwable innermost = ExceptionUtils.getRootCause(failure);
        String message = innermost.getMessage();
        return message == null || message.isBlank()
                ? innermost.getClass().getSimpleName()
                : message.lines().findFirst().orElseThrow();
    }
}
