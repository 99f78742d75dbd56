package io.github.sparkboltzmann.math;

/** Numbers of the upper half of a float32: its sign and exponent, and 7 bits after the point. */
public final class Bfloat16 {
    private Bfloat16() {}

    /** The nearest such number, ties to the even one: it moves by 2^-9 of itself at the most. Above 3.39e38 it is infinite; NaN stays NaN. */
    public static float round(float x) {
        int bits = Float.floatToRawIntBits(x);
        return Float.isNaN(x) ? Float.NaN : Float.intBitsToFloat((bits + 0x7FFF + (bits >>> 16 & 1)) & 0xFFFF0000);
    }
}
