package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * A trained general Boltzmann machine as a Spark ML model.
 *
 * <pre>
 * E(v, h) = -a.v - b.h - 1/2 v L v - v W h - 1/2 h M h
 * outputCol           marginals of the hidden units given the row: exact where they are independent, else by mean field
 * freeEnergyCol       F(v) = -log sum_h exp(-E(v, h)) in nats; where hidden units are coupled to each other and many, mean field's upper bound of it;
 *                     without hidden units the energy
 * reconstructionCol   P(v_i | all other visible units, h = its marginals) of every visible unit
 * </pre>
 *
 * <p>{@link #sampler} samples and {@link #imputer} completes rows, by Gibbs sweeps with given units clamped, with annealing where wanted; {@link #likelihood} gives
 * log Z exactly for few units, and estimates.
 */
public final class BoltzmannMachineModel extends MachineModel<BoltzmannMachineModel> {
    private static final long serialVersionUID = 1L;

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public BoltzmannMachineModel() {
        this(Identifiable.randomUID("boltzmann"));
    }

    /** Params without a machine, for Spark Connect: see {@link Unfilled}. */
    public BoltzmannMachineModel(String uid) {
        super(uid);
    }

    BoltzmannMachineModel(String uid, StoredModel stored, RBMTrainingSummary summary) {
        super(uid, stored, summary);
        if (stored.machine().layers(true).length != 1 || stored.machine().layerCount() > 2) {
            throw new IllegalArgumentException(
                    "A general machine's model has one visible layer and at most one hidden layer, but this one has "
                            + stored.machine().layerCount() + " layers.");
        }
    }

    /** A model of parameters that are there already. */
    public static BoltzmannMachineModel of(StoredModel stored) {
        return new BoltzmannMachineModel(Identifiable.randomUID("boltzmann"), stored, null);
    }

    /**
     * The weights of all pairs of units, visible ones first: symmetric, with a zero diagonal and 0 for pairs that are not connected.
     *
     * @throws IllegalArgumentException for more than 10,000 units
     */
    public Matrix weights() {
        int units = numVisible() + numHidden();
        if (units > 10_000) {
            throw new IllegalArgumentException("A matrix of all pairs of " + units
                    + " units is not made; read the couplings' own weights from stored().");
        }
        double[] all = new double[units * units];
        Machine machine = machine();
        Parameters parameters = stored().parameters();
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            Block w = machine.weights(c);
            int p = coupling.first() == 0 ? 0 : numVisible();
            int q = coupling.second() == 0 ? 0 : numVisible();
            int columns = machine.layer(coupling.second()).size();
            coupling.forEachPair(columns, w.length(), (index, i, j) -> {
                double weight = parameters.values()[w.offset() + index];
                all[(p + i) * units + q + j] = weight;
                all[(q + j) * units + p + i] = weight;
            });
        }
        return new DenseMatrix(units, units, all);
    }

    /** {@code b[hidden]}; of no hidden units an empty vector. */
    public Vector hiddenBias() {
        return numHidden() == 0 ? Vectors.dense(new double[0]) : biases(1);
    }

    /** Samples of the machine, free or with columns given: with settings, as a table of any size or here. */
    @Override
    public BoltzmannSampler sampler() {
        return gibbs();
    }

    @Override
    BoltzmannMachineModel again(String ownUid, StoredModel ownStored, RBMTrainingSummary ownSummary) {
        return new BoltzmannMachineModel(ownUid, ownStored, ownSummary);
    }

    /** Reads a saved model. */
    public static MLReader<BoltzmannMachineModel> read() {
        return new StoredModelReader<>(
                BoltzmannMachineModel.class, (uid, stored) -> new BoltzmannMachineModel(uid, stored, null));
    }

    /** Reads a saved model. */
    public static BoltzmannMachineModel load(String path) throws IOException {
        return read().load(path);
    }
}
