package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.deep.Perceptron;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegressionModel;
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
     * A classifier that begins with the weights of these steps, from the lowest, and a softmax of small random weights.
     *
     * @param steps restricted machines or stacks
     */
    static MultilayerPerceptronClassifier of(List<StoredModel> steps, int classes, long seed, String featuresCol) {
        Steps all = new Steps(steps);
        Perceptron perceptron = new Perceptron(all.machines, classes);
        double[] softmax = perceptron.randomOutput(OUTPUT_DEVIATION, seed);
        return classifier(perceptron, all, softmax, new double[classes], featuresCol)
                .setSeed(seed);
    }

    /** The same with the softmax of a logistic regression on the highest layer's features. */
    static MultilayerPerceptronClassifier of(
            List<StoredModel> steps, LogisticRegressionModel softmax, String featuresCol) {
        Steps all = new Steps(steps);
        int classes = softmax.numClasses();
        Perceptron perceptron = new Perceptron(all.machines, classes);
        int hidden = perceptron.layers()[perceptron.layers().length - 2];
        if (softmax.coefficientMatrix().numRows() != classes
                || softmax.coefficientMatrix().numCols() != hidden) {
            throw new IllegalArgumentException("The softmax should be a multinomial regression on the " + hidden
                    + " features of the highest layer, but has coefficients of "
                    + softmax.coefficientMatrix().numRows() + " x "
                    + softmax.coefficientMatrix().numCols() + "; fit one of family multinomial on outputCol.");
        }
        double[] output = new double[hidden * classes];
        for (int j = 0; j < hidden; j++) {
            for (int y = 0; y < classes; y++) {
                output[j * classes + y] = softmax.coefficientMatrix().apply(y, j);
            }
        }
        return classifier(perceptron, all, output, softmax.interceptVector().toArray(), featuresCol);
    }

    private static MultilayerPerceptronClassifier classifier(
            Perceptron perceptron, Steps steps, double[] output, double[] biases, String featuresCol) {
        double[] weights = perceptron.weights(steps.parameters, steps.scaling, output, biases);
        return new MultilayerPerceptronClassifier()
                .setLayers(perceptron.layers())
                .setInitialWeights(Vectors.dense(weights))
                .setFeaturesCol(featuresCol);
    }

    /** All steps of some models, one by one. */
    private static final class Steps {
        private final List<Machine> machines = new ArrayList<>();
        private final List<Parameters> parameters = new ArrayList<>();
        private final InputScaling scaling;

        Steps(List<StoredModel> models) {
            scaling = models.get(0).scaling();
            for (StoredModel given : models) {
                StoredModel model = withoutLabel(given);
                for (int l = 1; l <= StackMachine.steps(model.machine()); l++) {
                    machines.add(StackMachine.step(model.machine(), l));
                    parameters.add(StackMachine.parametersOf(
                            model.machine(), model.parameters().values(), l));
                }
            }
        }
    }

    /** Steps, of which some may be stacks, as one stack; without label units. */
    static StoredModel stack(List<StoredModel> models) {
        Steps steps = new Steps(models);
        Machine lowest = steps.machines.get(0);
        int[] hidden = steps.machines.stream()
                .mapToInt(machine -> machine.layer(1).size())
                .toArray();
        Machine machine = StackMachine.of(
                lowest.layer(0).type(), lowest.layer(0).size(), lowest.layer(1).type(), hidden);
        StoredModel first = models.get(0);
        return new StoredModel(
                machine, StackMachine.join(machine, steps.parameters), first.scaling(), first.settings(), first.data());
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
