package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.TrainingListener;
import java.util.List;
import java.util.TreeMap;

/**
 * What estimators have in common that train several hidden layers together, perhaps after they were pretrained one by one.
 *
 * @param <E> the estimator's own type
 * @param <M> the type of its models
 */
public abstract class JointEstimator<E extends JointEstimator<E, M>, M extends DeepMachineModel<M>>
        extends MachineEstimator<E, M> implements PretrainSetters<E> {
    private static final long serialVersionUID = 1L;

    private final DeepModelParamSet deepModelParamSet;
    private final DeepParamSet deepParamSet;
    private final PretrainParamSet pretrainParamSet;

    JointEstimator(String uid) {
        super(uid);
        this.deepModelParamSet = new DeepModelParamSet(this);
        this.deepParamSet = new DeepParamSet(this);
        this.pretrainParamSet = new PretrainParamSet(this);
        Defaults defaults = Defaults.of(this);
        deepModelParamSet.setDefaults(defaults);
        deepParamSet.setDefaults(defaults);
        pretrainParamSet.setDefaults(defaults);
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
    public PretrainParamSet pretrainParamSet() {
        return pretrainParamSet;
    }

    /** Refuses a machine whose layers cannot be pretrained. */
    void requirePretrainable(Machine machine) {}

    /** Whether steps are trained as parts of a machine in which inner layers have neighbours on both sides. */
    abstract boolean areEndsDoubled();

    /** The parameters that pretrained steps, from the lowest, give to the machine. */
    abstract Parameters composed(Machine machine, List<StoredModel> steps);

    @Override
    StoredModel pretrained(Machine machine, TrainingRows rows, boolean isInitial, TrainingListener listener) {
        if (getPretrainIter() == 0) {
            return null;
        }
        if (isInitial) {
            throw new IllegalArgumentException("Training begins with an initial model, but pretrainIter is "
                    + getPretrainIter() + "; set it to 0, or give no initial model.");
        }
        requirePretrainable(machine);
        GreedySteps greedy = GreedySteps.ofPretraining(this, areEndsDoubled(), listener);
        List<StoredModel> steps = greedy.train(rows);
        return new StoredModel(machine, composed(machine, steps), rows.scaling(), new TreeMap<>(), new TreeMap<>());
    }

    /** Without pretraining. */
    @Override
    E forMore() {
        return super.forMore().setPretrainIter(0);
    }
}
