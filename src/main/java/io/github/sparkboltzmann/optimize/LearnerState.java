package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.math.FloatStream;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.BlockLayout;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * All that updates change, besides chains: named blocks over one flat float32 array.
 *
 * <pre>
 * the parameters' blocks, from index 0, so that what reads parameters reads this
 * velocity.*     a copy of them, where there is momentum
 * offset.LAYER   running means of each layer's units, where there is centring
 * </pre>
 */
public final class LearnerState implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BlockLayout layout;
    private final int parameters;
    private final int velocity;
    private final int offsets;
    private transient float[] values;

    private LearnerState(BlockLayout layout, int parameters, int velocity, int offsets, float[] values) {
        this.layout = layout;
        this.parameters = parameters;
        this.velocity = velocity;
        this.offsets = offsets;
        this.values = values;
    }

    /**
     * The state that training starts from: no velocity, and the first offsets.
     *
     * @param momentum whether there is room for velocities
     * @param unitMeans for each layer the first offsets of its units; {@code null} for no centring
     */
    public static LearnerState start(Machine machine, Parameters parameters, boolean momentum, double[][] unitMeans) {
        BlockLayout layout = machine.layout();
        int length = layout.length();
        int velocity = -1;
        int offsets = -1;
        if (momentum) {
            velocity = length;
            layout = layout.withCopy("velocity", Block.Kind.VELOCITY);
        }
        if (unitMeans != null) {
            offsets = layout.length();
            layout = layout.withUnits(machine.layers(), "offset", Block.Kind.OFFSETS);
        }
        float[] values = Arrays.copyOf(parameters.values(), layout.length());
        int next = offsets;
        for (int l = 0; unitMeans != null && l < unitMeans.length; l++) {
            for (double mean : unitMeans[l]) {
                values[next++] = (float) mean;
            }
        }
        return new LearnerState(layout, length, velocity, offsets, values);
    }

    /** The blocks, in order. */
    public BlockLayout layout() {
        return layout;
    }

    /** All numbers; what changes them changes the state. */
    public float[] values() {
        return values;
    }

    /** How many of the first numbers are parameters. */
    public int parameterCount() {
        return parameters;
    }

    /** A copy of the parameters. */
    public Parameters parameters(Machine machine) {
        return Parameters.of(machine, Arrays.copyOf(values, parameters));
    }

    /** A copy of the parameters' blocks without the others. */
    public LearnerState parametersOnly() {
        return new LearnerState(layout, parameters, -1, -1, Arrays.copyOf(values, parameters));
    }

    /** Index of the first velocity, in the order of the parameters; -1 for none. */
    int velocity() {
        return velocity;
    }

    /** Index of the first offset, layer after layer; -1 for none. */
    int offsets() {
        return offsets;
    }

    /** A copy that shares nothing. */
    public LearnerState copy() {
        return new LearnerState(layout, parameters, velocity, offsets, values.clone());
    }

    /** Whether no number is NaN or infinite. */
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
