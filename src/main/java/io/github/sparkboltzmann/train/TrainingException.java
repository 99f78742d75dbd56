package io.github.sparkboltzmann.train;

/** Training cannot go on; the message says where, and what to change. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }
}
