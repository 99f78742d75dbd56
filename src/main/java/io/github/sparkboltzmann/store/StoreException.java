package io.github.sparkboltzmann.store;

/** A file or folder cannot be written or read; the message says which, what was expected and what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
