package io.github.sparkboltzmann.report;

/** A report that this machine cannot render, with the one sentence that says what to do. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
