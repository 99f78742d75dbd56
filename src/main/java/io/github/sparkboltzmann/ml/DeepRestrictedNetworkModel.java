package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructType;

/**
 * A trained stack of restricted machines as a Spark ML model: a deep restricted network, or the directed layers of a belief network.
 *
 * <pre>
 * outputCol, layerCols   m_l = sigmoid(b_l + m_(l-1) W_l) of one pass up, m_0 = v
 * reconstructionCol      one pass down from the highest m
 * freeEnergyCol          there is none: the conditionals belong to no joint energy
 * </pre>
 */
public final class DeepRestrictedNetworkModel extends DeepMachineModel<DeepRestrictedNetworkModel> {
    private static final long serialVersionUID = 1L;

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public DeepRestrictedNetworkModel() {
        this(Identifiable.randomUID("drbn"));
    }

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public DeepRestrictedNetworkModel(String uid) {
        super(uid);
    }

    DeepRestrictedNetworkModel(String uid, StoredModel stored, RBMTrainingSummary summary) {
        super(uid, stored, summary);
        boolean one = stored.machine().layerCount() == 2 && stored.machine().isRestricted();
        if (!one && !StackMachine.isStack(stored.machine())) {
            throw new IllegalArgumentException(
                    "A deep restricted network is a stack of restricted machines, but this model is of another machine;"
                            + " load it as what it was saved as.");
        }
    }

    /** A model of parameters that are there already. */
    public static DeepRestrictedNetworkModel of(StoredModel stored) {
        return new DeepRestrictedNetworkModel(Identifiable.randomUID("drbn"), stored, null);
    }

    /** {@code b_l}, of hidden layer {@code l}, from 1, in passes up. */
    public Vector upwardBias(int layer) {
        return biases(StackMachine.hidden(layer));
    }

    /** {@code a_l}, of the layer below hidden layer {@code l}, from 1, in passes down. */
    public Vector downwardBias(int layer) {
        return biases(StackMachine.lower(layer));
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

    /** Samples by passes down and up: with settings, as a table of any size or here. */
    @Override
    public StackSampler sampler() {
        return new StackSampler(stored(), this::broadcastOn, null, null, getFeaturesCol());
    }

    @Override
    public StructType transformSchema(StructType schema) {
        requireNoFreeEnergy(this, hiddenLayerSizes().length);
        return super.transformSchema(schema);
    }

    /** One hidden layer makes a restricted machine, which has a free energy. */
    static void requireNoFreeEnergy(RBMModelParams params, int layers) {
        if (layers > 1 && !params.getFreeEnergyCol().isEmpty()) {
            throw new IllegalArgumentException("A deep restricted network of " + layers
                    + " hidden layers has no free energy, but freeEnergyCol is set; leave it empty.");
        }
    }

    @Override
    DeepRestrictedNetworkModel again(String ownUid, StoredModel ownStored, RBMTrainingSummary ownSummary) {
        return new DeepRestrictedNetworkModel(ownUid, ownStored, ownSummary);
    }

    /** Reads a saved model. */
    public static MLReader<DeepRestrictedNetworkModel> read() {
        return new StoredModelReader<>(
                DeepRestrictedNetworkModel.class, (uid, stored) -> new DeepRestrictedNetworkModel(uid, stored, null));
    }

    /** Reads a saved model. */
    public static DeepRestrictedNetworkModel load(String path) throws IOException {
        return read().load(path);
    }
}
