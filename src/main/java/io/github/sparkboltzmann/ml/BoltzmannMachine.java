package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * Trains a general Boltzmann machine, of visible and hidden units any of which may be connected, distributed over Spark.
 *
 * <pre>
 * E(s) = -sum_i b_i s_i - sum_(i,j) w_ij s_i s_j,     gradient of w_ij:  &lt;s_i s_j&gt;_data - &lt;s_i s_j&gt;_model
 * </pre>
 *
 * <p>{@code connections} says which pairs have a weight. In the data phase each executor clamps the rows of its block, and hidden units that are coupled to each
 * other come to equilibrium by {@code dataPhase}; in the model phase its chains run free: persistent ({@code modelPhase} pcd), from noise and annealed
 * (annealed, as Ackley, Hinton and Sejnowski did it), or from the data (cd). Machines without hidden units ({@code numHidden} 0) can be trained by pseudo-likelihood
 * (pseudo). Units are binary, or spins. The same seed, settings and partitioning give the same bytes.
 *
 * <p>Source: Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines", Cognitive Science 9, 1985.
 */
public final class BoltzmannMachine extends MachineEstimator<BoltzmannMachine, BoltzmannMachineModel>
        implements GeneralParams, HiddenSetters<BoltzmannMachine>, EquilibriumSetters<BoltzmannMachine> {
    private static final long serialVersionUID = 1L;

    private final HiddenParamSet hiddenParamSet;
    private final GeneralParamSet generalParamSet;
    private final EquilibriumParamSet equilibriumParamSet;

    public BoltzmannMachine() {
        this(Identifiable.randomUID("boltzmann"));
    }

    public BoltzmannMachine(String uid) {
        super(uid);
        this.hiddenParamSet = new HiddenParamSet(this, 0);
        this.generalParamSet = new GeneralParamSet(this);
        this.equilibriumParamSet = new EquilibriumParamSet(this);
        Defaults defaults = Defaults.of(this);
        hiddenParamSet.setDefaults(defaults);
        generalParamSet.setDefaults(defaults);
        equilibriumParamSet.setDefaults(defaults);
        defaults.set(modelPhase(), "pcd");
        defaults.set(statistics(), "hidden-probabilities");
    }

    @Override
    public HiddenParamSet hiddenParamSet() {
        return hiddenParamSet;
    }

    @Override
    public EquilibriumParamSet equilibriumParamSet() {
        return equilibriumParamSet;
    }

    @Override
    public GeneralParamSet generalParamSet() {
        return generalParamSet;
    }

    @Override
    ConnectionChoice connectionChoice() {
        return ConnectionChoice.of(this);
    }

    @Override
    BoltzmannMachineModel model(String ownUid, StoredModel stored, RBMTrainingSummary summary) {
        return new BoltzmannMachineModel(ownUid, stored, summary);
    }

    /** Reads a saved estimator. */
    public static MLReader<BoltzmannMachine> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a saved estimator. */
    public static BoltzmannMachine load(String path) throws IOException {
        return read().load(path);
    }

    public BoltzmannMachine setConnections(String value) {
        set(connections(), value);
        return this;
    }

    /** Sets {@code edges}, and {@code connections} to graph. */
    public BoltzmannMachine setEdges(int... value) {
        set(edges(), value);
        set(connections(), "graph");
        return this;
    }
}
