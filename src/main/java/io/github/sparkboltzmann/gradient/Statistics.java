package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.ExactSums;
import io.github.sparkboltzmann.math.FloatStream;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.BlockLayout;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over rows that one update needs, a monoid: data statistics minus model statistics for each block of the parameters, the
 * units' sums in the data phase, and the update's monitors.
 *
 * <pre>
 * block of W[p, q]:  sum over rows of  weight (s[p] s[q] (data)  -  s[p] s[q] (model))
 * block of b[l]:     sum over rows of  weight (s[l] (data)       -  s[l] (model))
 * block data.l:      sum over rows of  weight s[l] (data)
 * </pre>
 *
 * <p>The array is allocated on the first {@link #values()}, so that an empty partition ships nothing. {@link #roundToGrid} makes all later
 * merges exact, in any order.
 */
public final class Statistics implements Serializable {
    private static final long serialVersionUID = 1L;
    /** What Java writes by itself; the values follow as one run of bytes. They are not transient, since Kryo would lose them. */
    private static final ObjectStreamField[] serialPersistentFields = {
        new ObjectStreamField("length", int.class),
        new ObjectStreamField("rows", long.class),
        new ObjectStreamField("weight", double.class),
        new ObjectStreamField("squaredError", double.class),
        new ObjectStreamField("absent", double[].class),
        new ObjectStreamField("largest", double[].class)
    };

    private final int length;
    private float[] values;
    private long rows;
    private double weight;
    private double squaredError;
    private double[] absent;
    private double[] largest;
    private transient boolean stale;

    /** The sums of no rows; {@code layout} is the machine's layout of statistics. */
    public Statistics(BlockLayout layout) {
        this.length = layout.length();
    }

    /** The sums; allocated now if they were not. */
    public float[] values() {
        if (begin()) {
            Arrays.fill(values, 0f);
        }
        return values;
    }

    /**
     * Makes ready for sums that set each number before they add to it.
     *
     * @return whether what is in the array does not count, since nothing was added so far
     */
    boolean begin() {
        boolean first = values == null || stale;
        if (values == null) {
            values = new float[length];
        }
        stale = false;
        return first;
    }

    /** Forgets all sums and keeps the array. */
    public void clear() {
        stale = values != null;
        rows = 0;
        weight = 0;
        absent = null;
        squaredError = 0;
    }

    /** Whether sums of units are finite: a parameter that is not shows there at once. */
    public boolean isFinite(BlockLayout layout) {
        for (int b = 0; largest != null && b < largest.length; b++) {
            if (!Double.isFinite(largest[b])) {
                return false;
            }
        }
        if (values == null || stale) {
            return true;
        }
        for (Block block : layout.blocks()) {
            if (block.kind() != Block.Kind.WEIGHTS && !Numerics.areFinite(values, block.offset(), block.end())) {
                return false;
            }
        }
        return true;
    }

    /** Counts rows and their squared reconstruction error, summed over visible units; NaN where the phase gives none. */
    public void count(int moreRows, double moreSquaredError) {
        count(moreRows, moreRows, moreSquaredError);
    }

    /** Counts weighted rows; each adds its squared error as often as its weight says. */
    public void count(int moreRows, double moreWeight, double moreSquaredError) {
        rows += moreRows;
        weight += moreWeight;
        squaredError += moreSquaredError;
    }

    /**
     * Rounds the sums to the grid that holds any partial sum of the update.
     *
     * @param updateWeight sum of the weights of the whole update's rows, over all partitions
     * @param largestProduct bound on the absolute difference that one row adds to any sum
     * @param largestError bound on the squared error that one row adds
     */
    public void roundToGrid(double updateWeight, double largestProduct, double largestError) {
        if (values != null) {
            ExactSums.roundInPlace(values, 0, values.length, updateWeight * largestProduct);
        }
        squaredError = ExactSums.round(squaredError, updateWeight * largestError);
    }

    /**
     * Rounds the sums to grids of bounds that the driver has chosen, since units have none of their own: twice the largest sum of the last
     * update, block by block. Sums that exceed them do not count; {@link #fits} tells.
     *
     * @param bounds by block, on the sums of one partition; {@code null} if nothing is known yet
     * @param partitions how many sums are added
     * @param largestError as for {@link #roundToGrid}
     */
    public void roundToBounds(
            BlockLayout layout, double[] bounds, int partitions, double updateWeight, double largestError) {
        largest = new double[layout.blocks().size()];
        float[] x = values;
        // Nothing was added: there is nothing to round, and nothing to ship.
        for (int b = 0; x != null && !stale && b < largest.length; b++) {
            Block block = layout.block(b);
            // Math.max carries NaN on.
            double most = 0;
            for (int i = block.offset(); i < block.end(); i++) {
                most = Math.max(most, Math.abs((double) x[i]));
            }
            largest[b] = most;
            if (bounds != null && most <= bounds[b]) {
                ExactSums.roundInPlace(x, block.offset(), block.end(), partitions * bounds[b]);
            }
        }
        double bound = updateWeight * largestError;
        squaredError = Math.abs(squaredError) <= bound ? ExactSums.round(squaredError, bound) : squaredError;
    }

    /** Whether every partition's sums were within the bounds, so that the total counts. */
    public boolean fits(double[] bounds) {
        for (int b = 0; largest != null && b < largest.length; b++) {
            if (bounds == null || !(largest[b] <= bounds[b])) {
                return false;
            }
        }
        return true;
    }

    /** Bounds of the next update, or of this one's repetition; {@code null} where sums are bounded beforehand. */
    public double[] nextBounds() {
        if (largest == null) {
            return null;
        }
        double[] next = new double[largest.length];
        for (int b = 0; b < next.length; b++) {
            next[b] = Math.max(0x1p-60, 2 * largest[b]);
        }
        return next;
    }

    /**
     * Adds another's sums to these.
     *
     * @return this
     * @throws IllegalArgumentException if the other belongs to a machine of another size
     */
    public Statistics merge(Statistics other) {
        if (other.length != length) {
            throw new IllegalArgumentException(
                    "Statistics of " + other.length + " numbers cannot be added to statistics of " + length + ".");
        }
        if (other.values != null) {
            if (values == null) {
                values = other.values;
            } else {
                float[] into = values;
                float[] from = other.values;
                for (int i = 0; i < length; i++) {
                    into[i] += from[i];
                }
            }
        }
        for (int b = 0; largest != null && b < largest.length; b++) {
            largest[b] = Math.max(largest[b], other.largest[b]);
        }
        rows += other.rows;
        weight += other.weight;
        if (other.absent != null) {
            double[] into = absent(other.absent.length);
            for (int i = 0; i < into.length; i++) {
                into[i] += other.absent[i];
            }
        }
        squaredError += other.squaredError;
        return this;
    }

    /** Rows counted. */
    public long rows() {
        return rows;
    }

    /** Sum of the rows' weights, which the sums are divided by; exact in any order, since weights lie on a grid. Rows without weights count 1. */
    public double weight() {
        return weight;
    }

    /** For each visible unit the weight of the rows without it, to be added to; exact in any order. */
    double[] absent(int visibleUnits) {
        if (absent == null) {
            absent = new double[visibleUnits];
        }
        return absent;
    }

    /** The same; {@code null} where every row has every unit. */
    public double[] absent() {
        return absent;
    }

    /** Summed over rows and visible units. */
    public double squaredError() {
        return squaredError;
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
