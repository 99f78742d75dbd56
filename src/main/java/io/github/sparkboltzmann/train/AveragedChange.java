package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.math.ExactSums;
import io.github.sparkboltzmann.math.FloatStream;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.optimize.LearnerState;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;

/**
 * What partitions' local steps changed, weighted by rows: a monoid whose sums are exact in any order.
 *
 * <pre>
 * change = sum_p (rows_p / rows) (state_p - state),   each summand rounded to its block's grid
 * </pre>
 *
 * <p>The weights sum to 1, so a bound on the largest change of a block bounds every partial sum and fixes the grid, 2^-22 of the bound. The driver gives the
 * bound, twice what the last round changed; a change that exceeds it is noticed and the round repeated with a larger one. One partition
 * has nothing to average: it returns its state itself.
 */
public final class AveragedChange implements Serializable {
    private static final long serialVersionUID = 1L;
    /** What Java writes by itself; the values follow as one run of bytes. They are not transient, since Kryo would lose them. */
    private static final ObjectStreamField[] serialPersistentFields = {
        new ObjectStreamField("whole", boolean.class), new ObjectStreamField("largest", double[].class)
    };

    /** The bound of a block in the first round, and the least there is. */
    private static final double FIRST_BOUND = 1;

    private static final double LEAST_BOUND = 0x1p-60;

    private final boolean whole;
    private final double[] largest;
    private float[] values;

    private AveragedChange(boolean whole, double[] largest, float[] values) {
        this.whole = whole;
        this.largest = largest;
        this.values = values;
    }

    /** The state of the only partition; taken, not copied. */
    static AveragedChange whole(LearnerState state) {
        return new AveragedChange(true, new double[0], state.values());
    }

    /**
     * A partition's summand.
     *
     * @param weight its share of the round's rows
     * @param after the state after the local steps, whose array is used for the result
     * @param bounds by block, {@code null} in the first round
     */
    static AveragedChange of(LearnerState before, LearnerState after, double weight, double[] bounds) {
        float[] old = before.values();
        float[] x = after.values();
        double[] largest = new double[after.layout().blocks().size()];
        for (int b = 0; b < largest.length; b++) {
            Block block = after.layout().block(b);
            float most = 0;
            for (int i = block.offset(); i < block.end(); i++) {
                float change = x[i] - old[i];
                most = Math.max(most, Math.abs(change));
                x[i] = (float) weight * change;
            }
            largest[b] = most;
            if (most <= boundOf(bounds, b)) {
                ExactSums.roundInPlace(x, block.offset(), block.end(), boundOf(bounds, b));
            }
        }
        return new AveragedChange(false, largest, x);
    }

    private static double boundOf(double[] bounds, int block) {
        return bounds == null ? FIRST_BOUND : bounds[block];
    }

    /** Adds another partition's. */
    AveragedChange merge(AveragedChange other) {
        if (whole || other.whole) {
            throw new IllegalArgumentException("The state of the only partition cannot be averaged with another.");
        }
        for (int b = 0; b < largest.length; b++) {
            largest[b] = Math.max(largest[b], other.largest[b]);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] += other.values[i];
        }
        return this;
    }

    /** Whether every change is finite. */
    boolean isFinite() {
        if (whole) {
            return Numerics.areFinite(values, 0, values.length);
        }
        for (double most : largest) {
            if (!Double.isFinite(most)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every change was within its bound, so that the sum counts. */
    boolean fits(double[] bounds) {
        if (whole) {
            return true;
        }
        for (int b = 0; b < largest.length; b++) {
            if (!(largest[b] <= boundOf(bounds, b))) {
                return false;
            }
        }
        return true;
    }

    /** Twice the largest change of each block: bounds of the next round, or of this one's repetition. */
    double[] nextBounds() {
        if (whole) {
            return null;
        }
        double[] next = new double[largest.length];
        for (int b = 0; b < next.length; b++) {
            next[b] = Math.max(LEAST_BOUND, 2 * largest[b]);
        }
        return next;
    }

    /** Makes the averaged state the learner's. */
    void applyTo(LearnerState learner) {
        float[] x = learner.values();
        if (whole) {
            System.arraycopy(values, 0, x, 0, x.length);
            return;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] += values[i];
        }
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        FloatStream.write(values, out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        values = FloatStream.read(in);
    }
}
