package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * Trains a restricted Boltzmann machine by contrastive divergence, persistent chains, tempering or the exact gradient, distributed over Spark.
 *
 * <p>Rows are placed on {@code numPartitions} partitions by a hash, packed and cached once. Each update, or each round of {@code localSteps} updates, is one job: the parameters are
 * broadcast, every partition adds data and model statistics of its next block, one tree aggregation gives the gradient, and the driver
 * applies it. The same seed, settings and partitioning give the same bytes.
 *
 * <pre>
 * E(v, h) = -a.v - b.h - v W h,     gradient of W:  &lt;v h&gt;_data - &lt;v h&gt;_model
 * </pre>
 *
 * <p>Units are binary unless {@code visibleUnits} and {@code hiddenUnits} say otherwise. Params are described by {@link #explainParams()}.
 */
public final class RBM extends MachineEstimator<RBM, RBMModel> implements HiddenSetters<RBM> {
    private static final long serialVersionUID = 1L;

    private final HiddenParamSet hiddenParamSet;

    public RBM() {
        this(Identifiable.randomUID("rbm"));
    }

    public RBM(String uid) {
        super(uid);
        this.hiddenParamSet = new HiddenParamSet(this, 1);
        hiddenParamSet.setDefaults(Defaults.of(this));
    }

    @Override
    public HiddenParamSet hiddenParamSet() {
        return hiddenParamSet;
    }

    @Override
    ConnectionChoice connectionChoice() {
        return ConnectionChoice.RESTRICTED;
    }

    @Override
    RBMModel model(String ownUid, StoredModel stored, RBMTrainingSummary summary) {
        return new RBMModel(ownUid, stored, summary);
    }

    /** Reads a saved estimator. */
    public static MLReader<RBM> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a saved estimator. */
    public static RBM load(String path) throws IOException {
        return read().load(path);
    }
}
