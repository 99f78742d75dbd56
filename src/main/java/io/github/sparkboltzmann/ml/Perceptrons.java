package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.deep.Perceptron;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vectors;

/**
 * Hands the weights of a stack to Spark's perceptron, which trains them further by backpropagation: sigmoid layers of the stack's weights and upward biases, and a
 * softmax of small random weights above them. The scaling of inputs is folded into the lowest weights, so that the classifier reads the same columns.
 */
final class Perceptrons {
    /** Deviation of the weights of the softmax. */
    private static final double OUTPUT_DEVIATION = 0.01;

    private Perceptrons() {}

    /**
     * A classifier that begins with the weights of these steps, from the lowest; all of its other params are Spark's defaults.
     *
     * @param steps restricted machines or stacks
     */
    static MultilayerPerceptronClassifier of(List<StoredModel> steps, int classes, long seed, String featuresCol) {
        List<Machine> machines = new ArrayList<>();
        List<Parameters> parameters = new ArrayList<>();
        for (StoredModel given : steps) {
            StoredModel model = withoutLabel(given);
            for (int l = 1; l <= StackMachine.steps(model.machine()); l++) {
                machines.add(StackMachine.step(model.machine(), l));
                parameters.add(StackMachine.parametersOf(
                        model.machine(), model.parameters().values(), l));
            }
        }
        Perceptron perceptron = new Perceptron(machines, classes);
        double[] weights = perceptron.weights(
                parameters,
                steps.get(0).scaling(),
                perceptron.randomOutput(OUTPUT_DEVIATION, seed),
                new double[classes]);
        return new MultilayerPerceptronClassifier()
                .setLayers(perceptron.layers())
                .setInitialWeights(Vectors.dense(weights))
                .setFeaturesCol(featuresCol)
                .setSeed(seed);
    }

    /** A step without its label units: what features and hidden units have to do with each other. */
    private static StoredModel withoutLabel(StoredModel model) {
        Machine labelled = model.machine();
        if (labelled.labelLayer() < 0) {
            return model;
        }
        int hidden = labelled.layers(false)[0];
        Machine machine = Machine.restricted(
                labelled.layer(0).type(),
                labelled.layer(0).size(),
                labelled.layer(hidden).type(),
                labelled.layer(hidden).size());
        Parameters parameters = Parameters.zero(machine);
        copy(model, labelled.weights(0), parameters, machine.weights(0));
        copy(model, labelled.biases(0), parameters, machine.biases(0));
        copy(model, labelled.biases(hidden), parameters, machine.biases(1));
        return new StoredModel(machine, parameters, model.scaling(), model.settings(), model.data());
    }

    private static void copy(StoredModel from, Block source, Parameters to, Block target) {
        System.arraycopy(from.parameters().values(), source.offset(), to.values(), target.offset(), target.length());
    }
}
