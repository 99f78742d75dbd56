package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.math.Hash;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.store.ModelFolder;
import io.github.sparkboltzmann.store.PublishedModels;
import io.github.sparkboltzmann.store.StoredModel;
import io.github.sparkboltzmann.train.NamedArrays;
import io.github.sparkboltzmann.train.StateArrays;
import io.github.sparkboltzmann.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What training starts from: new parameters, those of a model, or all that a model's training left. */
final class InitialModel {
    private final StoredModel stored;
    private final boolean whole;

    /**
     * @param stored {@code null} for new parameters
     * @param whole whether optimiser state, chains and count of updates are taken, too
     */
    InitialModel(StoredModel stored, boolean whole) {
        if (stored == null && whole) {
            throw new IllegalArgumentException(
                    "Param initialState is 'all', but there is no initialModel to take it from.");
        }
        this.stored = stored;
        this.whole = whole;
    }

    /**
     * What an estimator's params and a model of this process ask for.
     *
     * @param given {@code null} for none
     * @throws UncheckedIOException if the model that is named cannot be read
     */
    static InitialModel of(RBMParams params, StoredModel given, Configuration configuration) {
        boolean whole = params.getInitialState().equals("all");
        String path = params.getInitialModel();
        if (path.isEmpty()) {
            return new InitialModel(given, whole);
        }
        try {
            return new InitialModel(
                    new ModelFolder(configuration, PublishedModels.resolve(configuration, new Path(path))).read(),
                    whole);
        } catch (IOException e) {
            throw new UncheckedIOException("The initial model at " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether there is a model. */
    boolean isGiven() {
        return stored != null;
    }

    /** How the model's inputs are scaled, which stays. */
    InputScaling scaling() {
        return stored.scaling();
    }

    /** Updates of the runs that this one goes on from. */
    private long stepsBefore() {
        return whole ? StateArrays.steps(stored.learner()) : 0;
    }

    /** The seed of what is drawn once a run (places of rows, states of rows, first chains): another one for each run that goes on. */
    long seedOf(long seed) {
        return stepsBefore() == 0 ? seed : Hash.mix(seed, stepsBefore());
    }

    /** @throws InitialModelException if the model is not of the machine that is to be trained */
    void requireFits(Machine machine) {
        if (stored != null && !describe(machine).equals(describe(stored.machine()))) {
            throw new InitialModelException("The initial model has the layers " + describe(stored.machine())
                    + ", but features and params ask for " + describe(machine)
                    + "; give rows of its width, its number of hidden units and its connections.");
        }
    }

    /** {@code visible 784 bernoulli, hidden 500 bernoulli}, and what else is coupled than visible with hidden layers, all their units. */
    static String describe(Machine machine) {
        List<String> layers = new ArrayList<>();
        machine.layers()
                .forEach(layer -> layers.add(
                        layer.name() + " " + layer.size() + " " + layer.type().id()));
        boolean plain = machine.isRestricted() && machine.couplings().stream().noneMatch(Coupling::isSparse);
        for (Coupling c : plain ? List.<Coupling>of() : machine.couplings()) {
            String pair = machine.layer(c.first()).name() + "-"
                    + machine.layer(c.second()).name();
            layers.add(
                    c.isSparse()
                            ? pair + " " + c.edges().places() + " edges "
                                    + Integer.toHexString(c.edges().hashCode())
                            : pair);
        }
        return String.join(", ", layers);
    }

    /** Of all that is taken from the model. */
    String fingerprint() {
        NamedArrays taken = StateArrays.withParameters(
                whole && stored.learner() != null ? stored.learner() : new NamedArrays(),
                stored.parameters(),
                stored.machine());
        long hash = whole ? 1 : 0;
        for (String name : taken.names()) {
            hash = Hash.mix(hash, name.hashCode());
            hash = Hash.mix(
                    hash, Arrays.deepHashCode(new Object[] {taken.entry(name).values()}));
        }
        return Long.toHexString(hash);
    }

    /** The first parameters. */
    Parameters parameters(Parameters fresh) {
        return stored == null ? fresh : stored.parameters().copy();
    }

    /** The first state: the fresh one, which has the model's parameters, or what the model's training left. */
    TrainingState state(TrainingState fresh, GradientSettings gradient, Machine machine, Consumer<String> warnings) {
        if (!whole) {
            return fresh;
        }
        NamedArrays learner = stored.learner() == null ? new NamedArrays() : stored.learner();
        List<String> missing = new ArrayList<>();
        TrainingState state = StateArrays.readWhatIsThere(
                StateArrays.withParameters(learner, stored.parameters(), machine), fresh, gradient, machine, missing);
        if (!missing.isEmpty()) {
            warnings.accept("The initial model holds its parameters, but not " + String.join(", ", missing)
                    + " as its training left them, so these start anew.");
        }
        return state;
    }
}
