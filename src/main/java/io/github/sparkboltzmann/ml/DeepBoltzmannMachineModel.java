package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * A trained deep Boltzmann machine as a Spark ML model.
 *
 * <pre>
 * outputCol, layerCols   marginals of the hidden units given the row, by mean field (exact for a dozen hidden units)
 * freeEnergyCol          mean field's upper bound of F(v) = -log sum_h exp(-E(v, h)) in nats: -F - log Z is a lower bound of log P(v)
 * reconstructionCol      P(v_i | h1 = its marginals)
 * </pre>
 *
 * <p>{@link #sampler} samples and {@link #imputer} completes rows by Gibbs sweeps over all layers; {@link #likelihood} gives log Z exactly for few units, and
 * estimates by annealing.
 */
public final class DeepBoltzmannMachineModel extends DeepMachineModel<DeepBoltzmannMachineModel> {
    private static final long serialVersionUID = 1L;

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public DeepBoltzmannMachineModel() {
        this(Identifiable.randomUID("dbm"));
    }

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public DeepBoltzmannMachineModel(String uid) {
        super(uid);
    }

    DeepBoltzmannMachineModel(String uid, StoredModel stored, RBMTrainingSummary summary) {
        super(uid, stored, summary);
        for (int l = 1; l < stored.machine().layerCount(); l++) {
            if (!stored.machine().coupled(l - 1, l)) {
                throw new IllegalArgumentException(
                        "A deep Boltzmann machine couples each layer with the next, but this model's layers " + (l - 1)
                                + " and " + l + " are not coupled; load it as what it was saved as.");
            }
        }
    }

    /** A model of parameters that are there already. */
    public static DeepBoltzmannMachineModel of(StoredModel stored) {
        return new DeepBoltzmannMachineModel(Identifiable.randomUID("dbm"), stored, null);
    }

    /** {@code b_l} of hidden layer {@code l}, from 1. */
    public Vector hiddenBias(int layer) {
        return biases(layer);
    }

    /** Samples of the machine, free or with columns given: with settings, as a table of any size or here. */
    @Override
    public BoltzmannSampler sampler() {
        return gibbs();
    }

    @Override
    DeepBoltzmannMachineModel again(String ownUid, StoredModel ownStored, RBMTrainingSummary ownSummary) {
        return new DeepBoltzmannMachineModel(ownUid, ownStored, ownSummary);
    }

    /** Reads a saved model. */
    public static MLReader<DeepBoltzmannMachineModel> read() {
        return new StoredModelReader<>(
                DeepBoltzmannMachineModel.class, (uid, stored) -> new DeepBoltzmannMachineModel(uid, stored, null));
    }

    /** Reads a saved model. */
    public static DeepBoltzmannMachineModel load(String path) throws IOException {
        return read().load(path);
    }
}
