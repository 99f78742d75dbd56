package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.FloatStream;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitBatch;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Frozen machines that lead from independent units, rung 0, to the machine that is trained; immutable.
 *
 * <p>Rung 0 has weights 0, so its samples are exact and its log Z is known. Source: Bereux, Decelle, Furtlehner, Rosset and Seoane, "Fast
 * training and sampling of restricted Boltzmann machines", ICLR 2025 (trajectory parallel tempering).
 */
public final class Trajectory implements Serializable {
    private static final long serialVersionUID = 1L;
    /** What Java writes by itself; the parameters follow as one run of bytes. They are not transient, since Kryo would lose them. */
    private static final ObjectStreamField[] serialPersistentFields = {
        new ObjectStreamField("baseLogZ", double.class),
        new ObjectStreamField("rungs", int.class),
        new ObjectStreamField("rateFactor", double.class)
    };

    private float[][] parameters;
    private final double baseLogZ;
    private final int rungs;
    private final double rateFactor;

    private Trajectory(float[][] parameters, double baseLogZ, double rateFactor) {
        this.parameters = parameters;
        this.rungs = parameters.length;
        this.baseLogZ = baseLogZ;
        this.rateFactor = rateFactor;
    }

    /** No frozen machine. */
    public static Trajectory none() {
        return new Trajectory(new float[0][], Double.NaN, 1);
    }

    /** Rung 0 alone: these parameters' biases, weights 0. */
    public static Trajectory start(Elementwise kernels, Machine machine, Parameters parameters) {
        float[] base = parameters.values().clone();
        for (Block block : machine.layout().blocks()) {
            if (block.kind() == Block.Kind.WEIGHTS) {
                Arrays.fill(base, block.offset(), block.end(), 0f);
            }
        }
        double logZ = 0;
        double[] term = new double[1];
        for (int l = 0; l < machine.layerCount(); l++) {
            float[] noInput = new float[machine.layer(l).size()];
            float[] state = new float[noInput.length];
            UnitBatch units = UnitBatch.of(machine, l, base, noInput, state, 1, 1);
            machine.layer(l).type().logPartition(kernels, units, term);
            logZ += term[0];
        }
        return new Trajectory(new float[][] {base}, logZ, 1);
    }

    /** These rungs, from rung 0, not copied. */
    public static Trajectory of(List<float[]> rungs, double baseLogZ, double rateFactor) {
        return new Trajectory(rungs.toArray(float[][]::new), baseLogZ, rateFactor);
    }

    /** These rungs and one more above them. */
    public Trajectory with(float[] frozen) {
        float[][] more = Arrays.copyOf(parameters, parameters.length + 1);
        more[parameters.length] = frozen;
        return new Trajectory(more, baseLogZ, rateFactor);
    }

    /** These rungs, with another factor of the learning rate. */
    public Trajectory withRateFactor(double factor) {
        return new Trajectory(parameters, baseLogZ, factor);
    }

    /** What the learning rate is multiplied by, since larger steps lost touch with the last rung. */
    public double rateFactor() {
        return rateFactor;
    }

    /** One of the rungs alone: what travels when a machine is frozen. */
    public Trajectory alone(int rung) {
        return new Trajectory(new float[][] {parameters[rung]}, baseLogZ, rateFactor);
    }

    /** The reverse of {@link #alone}: the rungs of all, in order; none of none. */
    public static Trajectory join(List<Trajectory> rungs) {
        return rungs.isEmpty()
                ? none()
                : of(rungs.stream().map(rung -> rung.parameters(0)).toList(), rungs.get(0).baseLogZ, 1);
    }

    /** How many machines are frozen. */
    public int rungs() {
        return parameters.length;
    }

    /** A rung's parameters; not to be changed. */
    public float[] parameters(int rung) {
        return parameters[rung];
    }

    /** Log Z of rung 0, exact, in nats. */
    public double baseLogZ() {
        return baseLogZ;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        for (float[] rung : parameters) {
            FloatStream.write(rung, out);
        }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        parameters = new float[rungs][];
        for (int r = 0; r < parameters.length; r++) {
            parameters[r] = FloatStream.read(in);
        }
    }
}
