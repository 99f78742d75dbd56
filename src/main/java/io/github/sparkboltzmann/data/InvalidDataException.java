package io.github.sparkboltzmann.data;

/** Refuses input in one sentence: where, what was expected, what was found, what to do. */
public final class InvalidDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal that says {@code message}. */
    public InvalidDataException(String message) {
        super(message);
    }

    /** The same with the failure that led to it. */
    public InvalidDataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The house's sentence: {@code WHERE: expected EXPECTED, found FOUND; REMEDY.} */
    static InvalidDataException of(String where, String expected, String found, String remedy) {
        return new InvalidDataException(where + ": expected " + expected + ", found " + found + "; " + remedy + ".");
    }
}
