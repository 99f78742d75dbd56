package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.LayerInputs;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitBatch;
import java.util.Arrays;

/**
 * The label given all other visible units, exactly: for each class the hidden units are summed out.
 *
 * <pre>
 * s_y       = d_y + sum_j A_j(b_j + x.W_j + U_yj)              = -F(x, y) but for terms without y; A = softplus for Bernoulli units
 * P(y | x)  = exp(s_y) / sum_k exp(s_k)
 * &lt;h_j | x&gt; = sum_y P(y | x) &lt;h_j | x, y&gt;
 * </pre>
 *
 * <p>{@code x[rows, visible]}, {@code U[classes, hidden]}; one matrix product of {@code rows x visible x hidden}, and {@code classes} passes over
 * {@code rows x hidden} units for the scores, and one for the means of each class that has a probability to speak of. Not safe for threads. Source: Larochelle and Bengio, "Classification using
 * discriminative restricted Boltzmann machines", ICML 2008, equation 2.
 */
public final class LabelPosterior {
    /** A quarter of the rounding of a float32 sum near 1. */
    private static final double NEGLIGIBLE = 0x1p-26;

    private final Machine machine;
    private final Elementwise kernels;
    private final LayerInputs inputs;
    private final int label;
    private final int classes;
    private final int[] hidden;
    private final Block[] couplings;
    private final float[][] withoutLabel;
    private final float[][] means;
    private final float[][] scratch;
    private final float[] uniform = new float[2];
    private float[] parameters;
    private double[] scores = new double[0];
    private double[] probabilities = new double[0];
    private double[] logPartition = new double[0];
    private double[] terms = new double[0];
    private int[] pairs = new int[0];

    /**
     * @param inputs of the sampler that goes on with the same parameters
     * @throws IllegalArgumentException for a machine without label units, and for hidden units that have no energy to sum over
     */
    public LabelPosterior(Machine machine, Elementwise kernels, LayerInputs inputs) {
        if (machine.labelLayer() < 0 || !machine.isRestricted()) {
            throw new IllegalArgumentException("A label is inferred by a restricted machine with label units.");
        }
        if (!machine.hasEnergy()) {
            throw new IllegalArgumentException(
                    "Label units need hidden units with an energy, whose states can be summed over; nrelu units have none, use rectified units.");
        }
        this.machine = machine;
        this.kernels = kernels;
        this.inputs = inputs;
        this.label = machine.labelLayer();
        this.classes = machine.classes();
        this.hidden = machine.layers(false);
        this.couplings = new Block[machine.layerCount()];
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            if (coupling.touches(label)) {
                couplings[coupling.first() + coupling.second() - label] =
                        transposeRefused(coupling, machine.weights(c));
            }
        }
        this.withoutLabel = new float[machine.layerCount()][0];
        this.means = new float[machine.layerCount()][0];
        this.scratch = new float[machine.layerCount()][0];
    }

    private Block transposeRefused(Coupling coupling, Block weights) {
        if (coupling.first() != label) {
            throw new IllegalArgumentException("The label layer comes before the hidden layers.");
        }
        return weights;
    }

    /** Takes the parameters that the inputs were loaded with. */
    public void load(float[] newParameters) {
        parameters = newParameters;
    }

    /** Scores and probabilities of the rows whose visible states these are; the label's states have no say and do not change. */
    public void compute(States states) {
        int n = states.rows();
        resize(n);
        float[] own = states.state(label).clone();
        Arrays.fill(states.state(label), 0, n * classes, 0f);
        for (int l : hidden) {
            inputs.compute(l, states.states(), n, withoutLabel[l]);
        }
        System.arraycopy(own, 0, states.state(label), 0, n * classes);
        int bias = machine.biases(label).offset();
        for (int y = 0; y < classes; y++) {
            for (int r = 0; r < n; r++) {
                scores[r * classes + y] = parameters[bias + y];
            }
            for (int l : hidden) {
                UnitBatch batch = batch(l, y, states, n);
                machine.layer(l).type().logPartition(kernels, batch, terms);
                for (int r = 0; r < n; r++) {
                    scores[r * classes + y] += terms[r];
                }
            }
        }
        System.arraycopy(scores, 0, probabilities, 0, n * classes);
        for (int r = 0; r < n; r++) {
            logPartition[r] = Numerics.softmaxInPlace(probabilities, r * classes, classes, 1);
        }
    }

    /** Inputs of a hidden layer where every row has class {@code y}. */
    private UnitBatch batch(int layer, int y, States states, int n) {
        for (int r = 0; r < n; r++) {
            putInput(layer, r, y, r);
        }
        return UnitBatch.of(machine, layer, parameters, scratch[layer], states.state(layer), n, 1);
    }

    /** The input of a row of class {@code y} as row {@code at} of the scratch. */
    private void putInput(int layer, int row, int y, int at) {
        float[] input = scratch[layer];
        float[] without = withoutLabel[layer];
        int units = machine.layer(layer).size();
        if (couplings[layer] == null) {
            System.arraycopy(without, row * units, input, at * units, units);
            return;
        }
        int first = at * units;
        int own = row * units;
        int from = couplings[layer].offset() + y * units;
        for (int j = 0; j < units; j++) {
            input[first + j] = without[own + j] + parameters[from + j];
        }
    }

    /**
     * Means of the hidden units with the label summed out, and a sum over the rows that only a joint expectation of label and hidden units can give.
     *
     * <pre>
     * U[y, j]  +=  sum_r factors[r] P(y | x_r) &lt;h_j | x_r, y&gt;          d[y]  +=  sum_r factors[r] P(y | x_r)
     * </pre>
     *
     * @param states as they were when {@link #compute} was called
     * @param factors by row; {@code null} for no sums
     * @param into laid out as the parameters are
     */
    public void expectations(States states, float[] factors, float[] into) {
        int n = states.rows();
        for (int l : hidden) {
            Arrays.fill(means[l], 0, n * machine.layer(l).size(), 0f);
            addMeans(l, states, n, factors, into);
        }
        int bias = machine.biases(label).offset();
        for (int r = 0; factors != null && r < n; r++) {
            for (int y = 0; y < classes; y++) {
                into[bias + y] += (float) (factors[r] * probabilities[r * classes + y]);
            }
        }
    }

    /** Row by row the classes that count: what has a probability below {@link #NEGLIGIBLE} is lost in the rounding of the others. */
    private void addMeans(int layer, States states, int n, float[] factors, float[] into) {
        int filled = 0;
        for (int r = 0; r < n; r++) {
            for (int y = 0; y < classes; y++) {
                if (probabilities[r * classes + y] < NEGLIGIBLE) {
                    continue;
                }
                putInput(layer, r, y, filled);
                pairs[filled++] = r * classes + y;
                if (filled == n) {
                    addMeansOfPairs(layer, states, filled, factors, into);
                    filled = 0;
                }
            }
        }
        if (filled > 0) {
            addMeansOfPairs(layer, states, filled, factors, into);
        }
    }

    /** Of pairs of a row and a class, whose inputs are in the scratch. */
    private void addMeansOfPairs(int layer, States states, int count, float[] factors, float[] into) {
        float[] mean = scratch[layer];
        UnitBatch batch = UnitBatch.of(machine, layer, parameters, mean, states.state(layer), count, 1);
        machine.layer(layer).type().mean(kernels, batch);
        int units = machine.layer(layer).size();
        float[] sum = means[layer];
        for (int k = 0; k < count; k++) {
            int row = pairs[k] / classes;
            float p = (float) probabilities[pairs[k]];
            for (int j = 0; j < units; j++) {
                sum[row * units + j] += p * mean[k * units + j];
            }
            if (factors != null && factors[row] != 0 && couplings[layer] != null) {
                float factor = factors[row] * p;
                int at = couplings[layer].offset() + pairs[k] % classes * units;
                for (int j = 0; j < units; j++) {
                    into[at + j] += factor * mean[k * units + j];
                }
            }
        }
    }

    private void resize(int n) {
        if (scores.length < n * classes) {
            scores = new double[n * classes];
            probabilities = new double[n * classes];
            logPartition = new double[n];
            terms = new double[n];
            pairs = new int[n];
            for (int l : hidden) {
                int length = Math.multiplyExact(n, machine.layer(l).size());
                withoutLabel[l] = new float[length];
                means[l] = new float[length];
                scratch[l] = new float[length];
            }
        }
    }

    /** {@code s[rows, classes]}, in nats. */
    public double[] scores() {
        return scores;
    }

    /** {@code P(y | x)[rows, classes]}. */
    public double[] probabilities() {
        return probabilities;
    }

    /** {@code log sum_y exp(s_y)} of a row: minus the free energy of {@code x}, but for terms without hidden units and label. */
    public double logPartition(int row) {
        return logPartition[row];
    }

    /** {@code <h | x>[rows, units]} of a hidden layer, after {@link #expectations}. */
    public float[] means(int layer) {
        return means[layer];
    }

    /** Inputs of a hidden layer without the label's, {@code [rows, units]}. */
    float[] inputsWithoutLabel(int layer) {
        return withoutLabel[layer];
    }

    /** Inputs of a hidden layer where each row has the label that its states say, {@code out[rows, units]}; no matrix product. */
    public void inputs(States states, int layer, float[] out) {
        int n = states.rows();
        int units = machine.layer(layer).size();
        System.arraycopy(withoutLabel[layer], 0, out, 0, n * units);
        float[] state = states.state(label);
        for (int r = 0; couplings[layer] != null && r < n; r++) {
            for (int y = 0; y < classes; y++) {
                float on = state[r * classes + y];
                int from = couplings[layer].offset() + y * units;
                for (int j = 0; on != 0 && j < units; j++) {
                    out[r * units + j] += on * parameters[from + j];
                }
            }
        }
    }

    /** Draws a row's label into its states, with draw {@code row} of the key. */
    public void draw(States states, int row, DrawKey key) {
        kernels.uniform(uniform, 1, 2, key, row);
        int y = Numerics.category(probabilities, row * classes, classes, uniform[0] + 0x1p-24 * uniform[1]);
        float[] state = states.state(label);
        Arrays.fill(state, row * classes, (row + 1) * classes, 0f);
        state[row * classes + y] = 1;
    }
}
