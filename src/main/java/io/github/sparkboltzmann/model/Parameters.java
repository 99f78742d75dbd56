package io.github.sparkboltzmann.model;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.FloatStream;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.math.Numerics;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;

/** A machine's numbers: one flat float32 array, whose blocks {@link Machine#layout()} names. */
public final class Parameters implements Serializable {
    private static final long serialVersionUID = 1L;
    /** What Java writes by itself; the values follow as one run of bytes. They are not transient, since Kryo would lose them. */
    private static final ObjectStreamField[] serialPersistentFields = {};

    private static final int TILE = 32;

    private float[] values;

    private Parameters(float[] values) {
        this.values = values;
    }

    /** All zero. */
    public static Parameters zero(Machine machine) {
        return new Parameters(new float[machine.layout().length()]);
    }

    /**
     * These values, not copied.
     *
     * @throws IllegalArgumentException if there are not as many as the machine has
     */
    public static Parameters of(Machine machine, float[] values) {
        if (values.length != machine.layout().length()) {
            throw new IllegalArgumentException("The machine has "
                    + machine.layout().length() + " parameters, but " + values.length + " values were given.");
        }
        return new Parameters(values);
    }

    /**
     * A start for training: weights from a normal distribution, hidden biases 0, visible biases those of unconnected units with the
     * data's means, variances 1.
     *
     * <p>Source: Hinton, "A practical guide to training restricted Boltzmann machines", 2012, section 8.
     *
     * @param visibleMeans for each layer its units' means in the data; {@code null} for a hidden layer
     * @param standardDeviation of the weights
     */
    public static Parameters initial(Machine machine, double[][] visibleMeans, double standardDeviation, long seed) {
        Parameters parameters = zero(machine);
        for (int c = 0; c < machine.couplings().size(); c++) {
            Block block = machine.weights(c);
            DrawKey key = DrawKey.of(seed, 0, Purpose.INITIAL_WEIGHTS.number()).at(0, c);
            NormalDraws.fill(parameters.values, block.offset(), block.rows(), block.columns(), standardDeviation, key);
            if (machine.coupling(c).isLateral() && !machine.coupling(c).isSparse()) {
                mirrorUpperTriangle(parameters.values, block.offset(), block.rows());
            }
        }
        for (int layer : machine.layers(true)) {
            Block block = machine.biases(layer);
            for (int i = 0; i < block.length(); i++) {
                parameters.values[block.offset() + i] =
                        (float) machine.layer(layer).type().biasOf(visibleMeans[layer][i]);
            }
        }
        return parameters;
    }

    /** Makes {@code values[offset..]}, {@code n x n}, symmetric with a zero diagonal: what a dense lateral coupling's numbers have to be. */
    public static void mirrorUpperTriangle(float[] values, int offset, int n) {
        // Tile by tile: rows and columns of one lie in the cache together.
        for (int top = 0; top < n; top += TILE) {
            for (int left = 0; left <= top; left += TILE) {
                for (int i = top; i < Math.min(n, top + TILE); i++) {
                    for (int j = left; j < Math.min(i, left + TILE); j++) {
                        values[offset + i * n + j] = values[offset + j * n + i];
                    }
                }
            }
        }
        for (int i = 0; i < n; i++) {
            values[offset + i * n + i] = 0;
        }
    }

    /** The array itself: what changes it changes the parameters. */
    public float[] values() {
        return values;
    }

    /** A copy that shares nothing. */
    public Parameters copy() {
        return new Parameters(values.clone());
    }

    /** A copy of one block's values. */
    public float[] copyOf(Block block) {
        return java.util.Arrays.copyOfRange(values, block.offset(), block.end());
    }

    /** Whether no value is NaN or infinite. */
    public boolean isFinite() {
        return Numerics.areFinite(values, 0, values.length);
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
