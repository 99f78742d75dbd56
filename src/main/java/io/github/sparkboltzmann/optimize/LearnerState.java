package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.math.FloatStream;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.BlockLayout;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * All that updates change, besides chains: named blocks over one flat float32 array.
 *
 * <pre>
 * the parameters' blocks, from index 0, so that what reads parameters reads this
 * fast.*         a copy of them, where persistent chains have fast weights
 * velocity.*             a copy of them, where there is momentum
 * offset.LAYER           running means of each layer's units, where there is centring
 * moment1.*, moment2.*   moving averages of gradients and of their squares, for Adam
 * momentweights          the same of a gradient that is always 1, which tells how far the moments have come from 0
 * sparsity.LAYER         running means of each hidden layer's units, where there is a sparsity target
 * average.*              moving averages of the parameters, where there is averaging
 * </pre>
 */
public final class LearnerState implements Serializable {
    private static final long serialVersionUID = 1L;
    /** What Java writes by itself; the values follow as one run of bytes. They are not transient, since Kryo would lose them. */
    private static final ObjectStreamField[] serialPersistentFields = {
        new ObjectStreamField("layout", BlockLayout.class),
        new ObjectStreamField("parameters", int.class),
        new ObjectStreamField("fast", int.class),
        new ObjectStreamField("velocity", int.class),
        new ObjectStreamField("offsets", int.class),
        new ObjectStreamField("averages", int.class),
        new ObjectStreamField("firstMoments", int.class),
        new ObjectStreamField("secondMoments", int.class),
        new ObjectStreamField("momentWeights", int.class),
        new ObjectStreamField("activations", int.class)
    };

    private final BlockLayout layout;
    private final int parameters;
    private final int fast;
    private final int velocity;
    private final int offsets;
    private final int averages;
    private final int firstMoments;
    private final int secondMoments;
    private final int momentWeights;
    private final int activations;
    private float[] values;

    private LearnerState(BlockLayout layout, int parameters, float[] values) {
        this.layout = layout;
        this.parameters = parameters;
        this.fast = first(layout, Block.Kind.FAST_WEIGHTS, values.length);
        this.velocity = first(layout, Block.Kind.VELOCITY, values.length);
        this.offsets = first(layout, Block.Kind.OFFSETS, values.length);
        this.averages = first(layout, Block.Kind.AVERAGES, values.length);
        this.firstMoments = first(layout, Block.Kind.FIRST_MOMENTS, values.length);
        this.secondMoments = first(layout, Block.Kind.SECOND_MOMENTS, values.length);
        this.momentWeights = first(layout, Block.Kind.MOMENT_WEIGHTS, values.length);
        this.activations = first(layout, Block.Kind.ACTIVATIONS, values.length);
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
     * The state that training with these settings starts from: no velocity, no moments, the first offsets, activations at their target, and
     * averages that are the parameters.
     *
     * @param unitMeans for each layer the first offsets of its units; not read where the settings do not centre
     */
    public static LearnerState start(
            Machine machine, Parameters parameters, OptimizerSettings settings, double[][] unitMeans) {
        Sparsity sparsity = settings.penalties().sparsity();
        BlockLayout layout = layout(machine, settings);
        LearnerState state = of(layout, parameters, settings.centred() ? unitMeans : null);
        for (Block block : layout.blocks()) {
            if (block.kind() == Block.Kind.ACTIVATIONS) {
                Arrays.fill(state.values, block.offset(), block.end(), (float) sparsity.target());
            }
        }
        if (settings.averages()) {
            System.arraycopy(state.values, 0, state.values, state.averages, state.parameters);
        }
        return state;
    }

    /** The blocks of a state that training with these settings has. */
    public static BlockLayout layout(Machine machine, OptimizerSettings settings) {
        boolean momentum = settings.adam() == null && settings.momentum().isUsed();
        BlockLayout layout = beforeExtras(machine, settings.fastWeights() != null, momentum, settings.centred());
        if (settings.adam() != null) {
            layout = layout.withCopyOf(machine.layout(), "moment1", Block.Kind.FIRST_MOMENTS)
                    .withCopyOf(machine.layout(), "moment2", Block.Kind.SECOND_MOMENTS)
                    .withVector("momentweights", Block.Kind.MOMENT_WEIGHTS, 2);
        }
        if (settings.penalties().sparsity() != null) {
            List<Layer> hidden = machine.layers().stream()
                    .filter(layer -> !layer.isVisible())
                    .toList();
            layout = layout.withUnits(hidden, "sparsity", Block.Kind.ACTIVATIONS);
        }
        return settings.averages() ? layout.withCopyOf(machine.layout(), "average", Block.Kind.AVERAGES) : layout;
    }

    /**
     * The state that plain training starts from: no velocity, and the first offsets.
     *
     * @param momentum whether there is room for velocities
     * @param unitMeans for each layer the first offsets of its units; {@code null} for no centring
     */
    public static LearnerState start(Machine machine, Parameters parameters, boolean momentum, double[][] unitMeans) {
        return of(beforeExtras(machine, false, momentum, unitMeans != null), parameters, unitMeans);
    }

    private static BlockLayout beforeExtras(Machine machine, boolean fast, boolean momentum, boolean centred) {
        BlockLayout layout = machine.layout();
        if (fast) {
            layout = layout.withCopyOf(machine.layout(), "fast", Block.Kind.FAST_WEIGHTS);
        }
        if (momentum) {
            layout = layout.withCopyOf(machine.layout(), "velocity", Block.Kind.VELOCITY);
        }
        return centred ? layout.withUnits(machine.layers(), "offset", Block.Kind.OFFSETS) : layout;
    }

    private static LearnerState of(BlockLayout layout, Parameters parameters, double[][] unitMeans) {
        float[] first = parameters.values();
        LearnerState state = new LearnerState(layout, first.length, Arrays.copyOf(first, layout.length()));
        int next = state.offsets;
        for (int l = 0; unitMeans != null && l < unitMeans.length; l++) {
            for (double mean : unitMeans[l]) {
                state.values[next++] = (float) mean;
            }
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

    /** Whether what is measured and kept are averages, and not the parameters themselves. */
    public boolean hasAverages() {
        return averages >= 0;
    }

    /** A copy of what a gradient needs: parameters, and fast weights where there are some. */
    public LearnerState forGradient() {
        return new LearnerState(layout, parameters, Arrays.copyOf(values, parameters + Math.max(0, fast)));
    }

    /** Index of the first fast weight, in the order of the parameters; 0 for none. */
    public int fast() {
        return Math.max(0, fast);
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

    /** Index of the first of Adam's first moments, in the order of the parameters; -1 for none. */
    int firstMoments() {
        return firstMoments;
    }

    /** Index of the first of Adam's second moments. */
    int secondMoments() {
        return secondMoments;
    }

    /** Index of what first moments are divided by; that of second moments is the next. */
    int momentWeights() {
        return momentWeights;
    }

    /** Index of the first running mean that a sparsity target is compared with, hidden layer after hidden layer; -1 for none. */
    int activations() {
        return activations;
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
