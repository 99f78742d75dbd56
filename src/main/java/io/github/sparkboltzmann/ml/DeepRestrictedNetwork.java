package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a deep restricted Boltzmann network, all layers jointly, distributed over Spark.
 *
 * <pre>
 * up:    P(h_l = 1 | h_(l-1)) = sigmoid(b_l + h_(l-1) W_l),  h_0 = v          b_l: upward biases
 * down:  P(h_(l-1) = 1 | h_l) = sigmoid(a_l + W_l h_l)                        a_l: downward biases
 * gradient of W_l:  &lt;h_(l-1) h_l&gt; after one pass up from the data - &lt;h_(l-1) h_l&gt; after k sweeps down and up
 * </pre>
 *
 * <p>What is defined: the conditionals, and so the chain of sweeps and the distribution that it settles to. What is not: a joint energy of which these would be the
 * conditionals, a free energy, log Z, and so a likelihood; {@code transform} has no free energies, and {@code evaluate} measures reconstructions. With one hidden
 * layer it is the RBM, with all of them. {@code modelPhase} is cd or pcd (chains of sweeps that go on).
 *
 * <p>Source: Hu, Gao and Ma, "Deep restricted Boltzmann networks", arXiv:1611.07917, 2016.
 */
public final class DeepRestrictedNetwork extends JointEstimator<DeepRestrictedNetwork, DeepRestrictedNetworkModel> {
    private static final long serialVersionUID = 1L;

    public DeepRestrictedNetwork() {
        this(Identifiable.randomUID("drbn"));
    }

    public DeepRestrictedNetwork(String uid) {
        super(uid);
    }

    @Override
    boolean areEndsDoubled() {
        return false;
    }

    @Override
    Parameters composed(Machine machine, List<StoredModel> steps) {
        return StackMachine.join(
                machine, steps.stream().map(StoredModel::parameters).toList());
    }

    @Override
    public StructType transformSchema(StructType schema) {
        DeepRestrictedNetworkModel.requireNoFreeEnergy(this, hiddenSizes().length);
        return super.transformSchema(schema);
    }

    @Override
    ConnectionChoice connectionChoice() {
        return ConnectionChoice.STACK;
    }

    @Override
    DeepRestrictedNetworkModel model(String ownUid, StoredModel stored, RBMTrainingSummary summary) {
        return new DeepRestrictedNetworkModel(ownUid, stored, summary);
    }

    /** Reads a saved estimator. */
    public static MLReader<DeepRestrictedNetwork> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a saved estimator. */
    public static DeepRestrictedNetwork load(String path) throws IOException {
        return read().load(path);
    }
}
