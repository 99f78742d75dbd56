package io.github.sparkboltzmann.ml;

/**
 * Hands a stage its uid before its own constructor has run: Spark's Scala classes build their params, which ask for it, in theirs.
 */
final class EarlyUid {
    private static final ThreadLocal<EarlyUid> LAST = new ThreadLocal<>();

    private final String value;

    /** Made in the argument of a constructor, so that it is there before that of the superclass runs. */
    EarlyUid(String value) {
        this.value = value;
        LAST.set(this);
    }

    /** The uid of the stage that is being made on this thread. */
    static String current() {
        return LAST.get().value;
    }

    /** The uid; what comes after no longer finds it. */
    String take() {
        LAST.remove();
        return value;
    }
}
