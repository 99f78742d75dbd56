package io.github.sparkboltzmann.ml;

/** An initial model is not of the machine that is to be trained; the message says what both are. */
public final class InitialModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InitialModelException(String message) {
        super(message);
    }
}
