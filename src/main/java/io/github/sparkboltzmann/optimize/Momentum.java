package io.github.sparkboltzmann.optimize;

import java.io.Serializable;

/** Momentum by epoch: {@code initial} before epoch {@code switchEpoch}, {@code last} from it on. Epochs count from 1. */
public final class Momentum implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double initial;
    private final double last;
    private final int switchEpoch;

    /**
     * @param initial in [0, 1)
     * @param last in [0, 1)
     * @param switchEpoch the first epoch with the last momentum, 1 or more
     */
    public Momentum(double initial, double last, int switchEpoch) {
        if (!(initial >= 0 && initial < 1 && last >= 0 && last < 1) || switchEpoch < 1) {
            throw new IllegalArgumentException("Momentum lies in [0, 1) and switches in epoch 1 or later, but is "
                    + initial + ", then " + last + " from epoch " + switchEpoch + ".");
        }
        this.initial = initial;
        this.last = last;
        this.switchEpoch = switchEpoch;
    }

    /** Whether it is more than 0 at any time. */
    public boolean isUsed() {
        return last > 0 || (initial > 0 && switchEpoch > 1);
    }

    /** The momentum of an epoch, counted from 1. */
    public double at(int epoch) {
        return epoch < switchEpoch ? initial : last;
    }
}
