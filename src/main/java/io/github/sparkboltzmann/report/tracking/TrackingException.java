package io.github.sparkboltzmann.report.tracking;

/** A tracking server that cannot be used, with the one sentence that says why. */
public final class TrackingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isRefused;

    TrackingException(String message, Throwable cause) {
        this(message, false, cause);
    }

    /** @param isRefused whether the server read the request and will not take it, now or later */
    TrackingException(String message, boolean isRefused, Throwable cause) {
        super(message, cause);
        this.isRefused = isRefused;
    }

    /** Whether asking again is of no use. */
    boolean isRefused() {
        return isRefused;
    }
}
