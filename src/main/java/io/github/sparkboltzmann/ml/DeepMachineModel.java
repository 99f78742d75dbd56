package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.store.StoredModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Matrix;

/**
 * What models of machines with hidden layers one above the other have in common.
 *
 * @param <M> the model's own type
 */
public abstract class DeepMachineModel<M extends DeepMachineModel<M>> extends MachineModel<M>
        implements DeepModelSetters<M> {
    private static final long serialVersionUID = 1L;

    private final DeepModelParamSet deepModelParamSet;

    DeepMachineModel(String uid, StoredModel stored, RBMTrainingSummary summary) {
        super(uid, stored, summary);
        this.deepModelParamSet = new DeepModelParamSet(this);
        deepModelParamSet.setDefaults(Defaults.of(this));
    }

    /** Params without a machine: see {@link Unfilled}. */
    DeepMachineModel(String uid) {
        super(uid);
        this.deepModelParamSet = new DeepModelParamSet(this);
        deepModelParamSet.setDefaults(Defaults.of(this));
    }

    @Override
    public DeepModelParamSet deepModelParamSet() {
        return deepModelParamSet;
    }

    /** Units of each hidden layer, from the lowest. */
    public int[] hiddenLayerSizes() {
        return hiddenSizes();
    }

    /** {@code W_l[units of layer l - 1, units of layer l]} of hidden layer {@code l}, from 1; layer 0 is the visible one. */
    public Matrix weights(int layer) {
        if (layer < 1 || layer > machine().couplings().size()) {
            throw new IllegalArgumentException("Hidden layers are numbered from 1 to "
                    + machine().couplings().size() + ", but layer " + layer + " was asked for.");
        }
        Block w = machine().weights(layer - 1);
        return new DenseMatrix(w.rows(), w.columns(), doubles(w), true);
    }
}
