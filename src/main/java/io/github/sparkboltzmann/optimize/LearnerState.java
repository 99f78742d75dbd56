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
 * average.*      moving averages of the parameters, where there is averaging
 * </pre>
 */
public final class LearnerState implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BlockLayout layout;
    private final int parameters;
    private final int velocity;
    private final int offsets;
    private final int averages;
    private transient float[] values;

    private LearnerState(BlockLayout layout, int parameters, float[] values) {
        this.layout = layout;
        this.parameters = parameters;
        this.velocity = first(layout, Block.Kind.VELOCITY, values.length);
        this.offsets = first(layout, Block.Kind.OFFSETS, values.length);
        this.averages = first(layout, Block.Kind.AVERAGES, values.length);
        this.values = values;
    }

    /** Where blocks of that kind begin; -1 where there are none in the array. */
    private static int first(BlockLayout layout, Block.Kind kind, int length) {
        for (Block block : layout.blocks()) {
            if (block.kind() == kind) {
                return block.offset() < length ? block.offset() : -1;
            }
        }
        return -1;
    }

    /**
     * The state that training with these settings starts from: no velocity, the first offsets, and averages that are the parameters.
     *
     * @param unitMeans for each layer the first offsets of its units; not read where the settings do not centre
     */
    public static LearnerState start(
            Machine machine, Parameters parameters, OptimizerSettings settings, double[][] unitMeans) {
        return start(
                machine,
                parameters,
                settings.momentum().isUsed(),
                settings.centred() ? unitMeans : null,
                settings.averages());
    }

    /** The same without averages; no centring where {@code unitMeans} is {@code null}. */
    public static LearnerState start(Machine machine, Parameters parameters, boolean momentum, double[][] unitMeans) {
        return start(machine, parameters, momentum, unitMeans, false);
    }

    private static LearnerState start(
            Machine machine, Parameters parameters, boolean momentum, double[][] unitMeans, boolean averages) {
        BlockLayout layout = machine.layout();
        int length = layout.length();
        if (momentum) {
            layout = layout.withCopyOf(machine.layout(), "velocity", Block.Kind.VELOCITY);
        }
        if (unitMeans != null) {
            layout = layout.withUnits(machine.layers(), "offset", Block.Kind.OFFSETS);
        }
        if (averages) {
            layout = layout.withCopyOf(machine.layout(), "average", Block.Kind.AVERAGES);
        }
        LearnerState state = new LearnerState(layout, length, Arrays.copyOf(parameters.values(), layout.length()));
        int next = state.offsets;
        for (int l = 0; unitMeans != null && l < unitMeans.length; l++) {
            for (double mean : unitMeans[l]) {
                state.values[next++] = (float) mean;
            }
        }
        if (averages) {
            System.arraycopy(state.values, 0, state.values, state.averages, length);
        }
        return state;
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

    /** A copy of what is measured and kept: the averaged parameters where there are some, else the parameters. */
    public Parameters evaluated(Machine machine) {
        int from = Math.max(averages, 0);
        return Parameters.of(machine, Arrays.copyOfRange(values, from, from + parameters));
    }

    /** A copy of the parameters' blocks without the others. */
    public LearnerState parametersOnly() {
        return new LearnerState(layout, parameters, Arrays.copyOf(values, parameters));
    }

    /** Index of the first velocity, in the order of the parameters; -1 for none. */
    int velocity() {
        return velocity;
    }

    /** Index of the first offset, layer after layer; -1 for none. */
    int offsets() {
        return offsets;
    }

    /** Index of the first averaged parameter, in the order of the parameters; -1 for none. */
    int averages() {
        return averages;
    }

    /** A copy that shares nothing. */
    public LearnerState copy() {
        return new LearnerState(layout, parameters, values.clone());
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
