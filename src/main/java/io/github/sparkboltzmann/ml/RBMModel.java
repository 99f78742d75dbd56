package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * A trained restricted Boltzmann machine as a Spark ML model.
 *
 * <pre>
 * hidden probabilities   P(h_j = 1 | v) = sigmoid(b_j + v.W_j)
 * free energy            F(v) = -a.v - sum_j softplus(b_j + v.W_j)          in nats
 * reconstruction         P(v_i = 1 | h) = sigmoid(a_i + W_i.h)  with h = P(h | v)
 * </pre>
 *
 * <p>These are the formulas of binary units; others have their own conditional means and terms of the free energy. Reconstructions of standardised columns
 * are in the columns' own units. {@code v[visible]}, {@code W[visible, hidden]}. Whole partitions go through matrix products, a batch of rows at a time.
 */
public final class RBMModel extends MachineModel<RBMModel> {
    private static final long serialVersionUID = 1L;

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public RBMModel() {
        this(Identifiable.randomUID("rbm"));
    }

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public RBMModel(String uid) {
        super(uid);
    }

    RBMModel(String uid, StoredModel stored, RBMTrainingSummary summary) {
        super(uid, stored, summary);
        boolean dense = stored.machine().couplings().stream().noneMatch(c -> c.isSparse());
        if (!stored.machine().isRestricted() || stored.machine().layerCount() != 2 || !dense) {
            throw new IllegalArgumentException(
                    "The model is not of a restricted machine; load it as a BoltzmannMachineModel.");
        }
    }

    /** A model of parameters that are there already. */
    public static RBMModel of(StoredModel stored) {
        return new RBMModel(Identifiable.randomUID("rbm"), stored, null);
    }

    /** {@code W[visible, hidden]}. */
    public Matrix weights() {
        return new DenseMatrix(numVisible(), numHidden(), doubles(machine().weights(0)), true);
    }

    /** {@code b[hidden]}. */
    public Vector hiddenBias() {
        return biases(1);
    }

    /**
     * Spark's perceptron with this model's weights to begin with, for training by backpropagation: {@code setMaxIter}, {@code setLabelCol} and so on, then
     * {@code fit}.
     *
     * @param classes 2 or more
     * @param seed of the softmax's small first weights
     */
    public MultilayerPerceptronClassifier perceptron(int classes, long seed) {
        return Perceptrons.of(List.of(stored()), classes, seed, getFeaturesCol());
    }

    /** The same with the softmax of a multinomial regression on the highest layer's features, {@code outputCol}: then all layers begin where they already serve. */
    public MultilayerPerceptronClassifier perceptron(LogisticRegressionModel softmax) {
        return Perceptrons.of(List.of(stored()), softmax, getFeaturesCol());
    }

    /** Samples of the machine, free or with columns given: with settings, as a table of any size or here. */
    @Override
    public BoltzmannSampler sampler() {
        return gibbs();
    }

    @Override
    RBMModel again(String ownUid, StoredModel ownStored, RBMTrainingSummary ownSummary) {
        return new RBMModel(ownUid, ownStored, ownSummary);
    }

    /** Reads a saved model. */
    public static MLReader<RBMModel> read() {
        return new StoredModelReader<>(RBMModel.class, (uid, stored) -> new RBMModel(uid, stored, null));
    }

    /** Reads a saved model. */
    public static RBMModel load(String path) throws IOException {
        return read().load(path);
    }
}
