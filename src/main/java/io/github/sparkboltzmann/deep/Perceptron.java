package io.github.sparkboltzmann.deep;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitTypes;
import java.util.List;

/**
 * The steps of a stack as a perceptron: sigmoid layers, and a softmax on top.
 *
 * <pre>
 * h_l = sigmoid(b_l + h_(l-1) W_l),  l = 1..L;      y = softmax(c + h_L C)
 * h_0 = s x + t, column by column: the scaling of raw values x to states, folded into  W_1' = diag(s) W_1,  b_1' = b_1 + t W_1
 * </pre>
 *
 * <p>The flat vector has for each layer the weights and then the biases. Weights are {@code [inputs, outputs]}, row-major, which is the {@code [outputs, inputs]},
 * column-major, that Spark ML's MultilayerPerceptronClassifier takes as initialWeights. Down biases of the steps are left out.
 */
public final class Perceptron {
    private final List<Machine> machines;
    private final int classes;

    /**
     * @param machines the steps from the lowest, restricted machines of Bernoulli hidden units
     * @param classes 2 or more
     * @throws IllegalArgumentException for other steps, or steps that do not fit each other
     */
    public Perceptron(List<Machine> machines, int classes) {
        if (machines.isEmpty() || classes < 2) {
            throw new IllegalArgumentException(
                    "A perceptron has one step or more and two classes or more, but there are " + machines.size()
                            + " steps and " + classes + " classes.");
        }
        for (int l = 0; l < machines.size(); l++) {
            Machine machine = machines.get(l);
            boolean fits = machine.layerCount() == 2
                    && machine.couplings().size() == 1
                    && machine.coupling(0).first() == 0
                    && machine.coupling(0).second() == 1
                    && !machine.coupling(0).isSparse()
                    && !machine.layer(0).type().hasTotal()
                    && machine.layer(1).type().id().equals(UnitTypes.BERNOULLI.id())
                    && (l == 0
                            || machine.layer(0).size()
                                    == machines.get(l - 1).layer(1).size());
            if (!fits) {
                throw new IllegalArgumentException("Step " + (l + 1)
                        + " of a perceptron should be a restricted machine of dense weights and bernoulli hidden units, whose visible units are"
                        + " the hidden ones of the step below, but it is not.");
            }
        }
        this.machines = List.copyOf(machines);
        this.classes = classes;
    }

    /** Units of each layer, from the inputs to the classes. */
    public int[] layers() {
        int[] layers = new int[machines.size() + 2];
        layers[0] = machines.get(0).layer(0).size();
        for (int l = 1; l <= machines.size(); l++) {
            layers[l] = machines.get(l - 1).layer(1).size();
        }
        layers[layers.length - 1] = classes;
        return layers;
    }

    /** Weights of an output layer from a normal distribution, {@code [hidden, classes]}, row-major. */
    public double[] randomOutput(double standardDeviation, long seed) {
        int hidden = layers()[machines.size()];
        float[] draws = new float[hidden * classes];
        DrawKey key = DrawKey.of(seed, 0, Purpose.INITIAL_WEIGHTS.number()).at(1, 0);
        NormalDraws.fill(draws, 0, hidden, classes, standardDeviation, key);
        double[] weights = new double[draws.length];
        for (int i = 0; i < draws.length; i++) {
            weights[i] = draws[i];
        }
        return weights;
    }

    /**
     * The flat vector.
     *
     * @param steps parameters of the machines
     * @param scaling of raw values to the visible states of the first step; min-max as it is without its clipping
     * @param output {@code [hidden, classes]}, row-major
     * @param outputBiases one a class
     */
    public double[] weights(List<Parameters> steps, InputScaling scaling, double[] output, double[] outputBiases) {
        int[] layers = layers();
        int hidden = layers[machines.size()];
        if (steps.size() != machines.size() || output.length != hidden * classes || outputBiases.length != classes) {
            throw new IllegalArgumentException("A perceptron of " + machines.size() + " steps, " + hidden
                    + " last hidden units and " + classes + " classes takes as many steps, " + hidden * classes
                    + " output weights and " + classes + " biases, but got " + steps.size() + ", " + output.length
                    + " and " + outputBiases.length + ".");
        }
        int length = 0;
        for (int l = 1; l < layers.length; l++) {
            length = Math.addExact(length, Math.multiplyExact(layers[l - 1] + 1, layers[l]));
        }
        double[] flat = new double[length];
        int next = 0;
        for (int l = 0; l < machines.size(); l++) {
            next = put(machines.get(l), steps.get(l), l == 0 ? scaling : InputScaling.none(), flat, next);
        }
        System.arraycopy(output, 0, flat, next, output.length);
        System.arraycopy(outputBiases, 0, flat, next + output.length, classes);
        return flat;
    }

    /** One affine layer, the scaling of its inputs folded in. */
    private static int put(Machine machine, Parameters step, InputScaling scaling, double[] flat, int start) {
        float[] values = Parameters.of(machine, step.values()).values();
        Block w = machine.weights(0);
        Block b = machine.biases(1);
        int biases = start + w.length();
        for (int j = 0; j < b.length(); j++) {
            flat[biases + j] = values[b.offset() + j];
        }
        for (int i = 0; i < w.rows(); i++) {
            double factor = factor(scaling, i);
            double shift = shift(scaling, i);
            for (int j = 0; j < w.columns(); j++) {
                double weight = values[w.offset() + i * w.columns() + j];
                flat[start + i * w.columns() + j] = factor * weight;
                flat[biases + j] += shift * weight;
            }
        }
        return biases + b.length();
    }

    /** {@code s}: what a step of 1 of the raw value does to the state; 0 for constant columns, whose states are 0. */
    private static double factor(InputScaling scaling, int column) {
        double scale = scaling.inverse(column, 1) - scaling.inverse(column, 0);
        return scale > 0 ? 1 / scale : 0;
    }

    /** {@code t}: the state of the raw value 0. */
    private static double shift(InputScaling scaling, int column) {
        return -scaling.inverse(column, 0) * factor(scaling, column);
    }
}
