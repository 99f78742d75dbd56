package io.github.sparkboltzmann.math;

import java.util.Arrays;
import java.util.Locale;

/** The numbers that go into matrix products; their sums are float32. */
public enum Precision {
    FLOAT32,

    /** Refused where processor or library are missing. */
    BFLOAT16,

    /** {@link #BFLOAT16} where the processor has matrix registers for it (amx_bf16) and the library is there, else {@link #FLOAT32}. */
    AUTO;

    /** The name in settings and files, lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The precision of an id.
     *
     * @throws IllegalArgumentException for any other word
     */
    public static Precision named(String id) {
        return Arrays.stream(values())
                .filter(precision -> precision.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("A precision is float32, bfloat16 or auto, but is " + id + "."));
    }
}
