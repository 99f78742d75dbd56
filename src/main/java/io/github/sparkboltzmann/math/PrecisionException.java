package io.github.sparkboltzmann.math;

/** A precision that this processor, or this jar, cannot work in; the message says what is missing and what to do. */
public final class PrecisionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    PrecisionException(String message, Throwable cause) {
        super(message, cause);
    }
}
