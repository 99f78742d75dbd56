package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.deep.Composition;
import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.util.List;
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
public final class DeepBoltzmannMachine extends JointEstimator<DeepBoltzmannMachine, DeepBoltzmannMachineModel>
        implements EquilibriumSetters<DeepBoltzmannMachine> {
    private static final long serialVersionUID = 1L;

    private final EquilibriumParamSet equilibriumParamSet;

    public DeepBoltzmannMachine() {
        this(Identifiable.randomUID("dbm"));
    }

    public DeepBoltzmannMachine(String uid) {
        super(uid);
        this.equilibriumParamSet = new EquilibriumParamSet(this);
        Defaults defaults = Defaults.of(this);
        equilibriumParamSet.setDefaults(defaults);
        defaults.set(modelPhase(), "pcd");
        defaults.set(statistics(), "hidden-probabilities");
    }

    @Override
    public EquilibriumParamSet equilibriumParamSet() {
        return equilibriumParamSet;
    }

    @Override
    void requirePretrainable(Machine machine) {
        Composition.step(machine, 1);
    }

    @Override
    boolean areEndsDoubled() {
        return true;
    }

    @Override
    Parameters composed(Machine machine, List<StoredModel> steps) {
        return Composition.compose(
                machine, steps.stream().map(StoredModel::parameters).toList());
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
