package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * Trains a deep Boltzmann machine, all layers jointly, distributed over Spark.
 *
 * <pre>
 * E(v, h1, ..., hL) = -a.v - sum_l b_l.h_l - v W_1 h1 - sum_(l &gt; 1) h_(l-1) W_l h_l
 * gradient of W_l:  &lt;h_(l-1) h_l&gt;_data - &lt;h_(l-1) h_l&gt;_model,    h_0 = v
 * </pre>
 *
 * <p>In the data phase hidden layers come to equilibrium with the rows by mean field, which raises a lower bound of the likelihood ({@code dataPhase},
 * {@code dataSweeps}); in the model phase persistent chains sweep all layers. The gradient is centred by default ({@code centeringRate}), which makes pretraining
 * unnecessary; with {@code pretrainIter} layers are pretrained greedily, inputs at both ends of the stack doubled, and composed. Units are binary, or spins. The
 * same seed, settings and partitioning give the same bytes.
 *
 * <p>Sources: Salakhutdinov and Hinton, "Deep Boltzmann machines", AISTATS 2009; Montavon and Mueller, "Deep Boltzmann machines and the centering trick", 2012.
 */
public final class DeepBoltzmannMachine extends MachineEstimator<DeepBoltzmannMachine, DeepBoltzmannMachineModel>
        implements DeepSetters<DeepBoltzmannMachine>, EquilibriumSetters<DeepBoltzmannMachine> {
    private static final long serialVersionUID = 1L;

    private final DeepModelParamSet deepModelParamSet;
    private final DeepParamSet deepParamSet;
    private final EquilibriumParamSet equilibriumParamSet;

    public DeepBoltzmannMachine() {
        this(Identifiable.randomUID("dbm"));
    }

    public DeepBoltzmannMachine(String uid) {
        super(uid);
        this.deepModelParamSet = new DeepModelParamSet(this);
        this.deepParamSet = new DeepParamSet(this);
        this.equilibriumParamSet = new EquilibriumParamSet(this);
        Defaults defaults = Defaults.of(this);
        deepModelParamSet.setDefaults(defaults);
        deepParamSet.setDefaults(defaults);
        equilibriumParamSet.setDefaults(defaults);
        defaults.set(modelPhase(), "pcd");
        defaults.set(statistics(), "hidden-probabilities");
    }

    @Override
    public DeepModelParamSet deepModelParamSet() {
        return deepModelParamSet;
    }

    @Override
    public DeepParamSet deepParamSet() {
        return deepParamSet;
    }

    @Override
    public EquilibriumParamSet equilibriumParamSet() {
        return equilibriumParamSet;
    }

    @Override
    ConnectionChoice connectionChoice() {
        return ConnectionChoice.deep(equilibrium());
    }

    @Override
    DeepBoltzmannMachineModel model(String ownUid, StoredModel stored, RBMTrainingSummary summary) {
        return new DeepBoltzmannMachineModel(ownUid, stored, summary);
    }

    /** Reads a saved estimator. */
    public static MLReader<DeepBoltzmannMachine> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a saved estimator. */
    public static DeepBoltzmannMachine load(String path) throws IOException {
        return read().load(path);
    }
}
