package io.github.sparkboltzmann.store;

/** Another process holds the lock; the message says which, and until when at least. Trying again later is all there is to do. */
public final class LockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LockedException(String message) {
        super(message);
    }
}
