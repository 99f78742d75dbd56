package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.MomentumSgd;
import java.util.ArrayList;
import java.util.List;

/** The loop: statistics from the source, gradient to the optimiser, new parameters, a record after each epoch. */
public final class Trainer {
    private final Machine machine;
    private final TrainingSettings settings;
    private final TrainingListener listener;

    public Trainer(Machine machine, TrainingSettings settings, TrainingListener listener) {
        this.machine = machine;
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Trains from these parameters, in place.
     *
     * @return a record for each epoch
     * @throws TrainingException if a parameter stops being finite
     */
    public List<EpochRecord> train(GradientSource source, Parameters parameters) {
        MomentumSgd optimizer = new MomentumSgd(machine.layout(), settings.l2());
        List<EpochRecord> history = new ArrayList<>();
        listener.onStart(settings.epochs(), source.updatesPerEpoch());
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            EpochRecord epochRecord = epoch(source, parameters, optimizer, epoch);
            history.add(epochRecord);
            listener.onEpoch(epochRecord);
        }
        return history;
    }

    private EpochRecord epoch(GradientSource source, Parameters parameters, MomentumSgd optimizer, int epoch) {
        int updates = source.updatesPerEpoch();
        long total = (long) settings.epochs() * updates;
        double momentum = settings.momentum().at(epoch);
        int visibleUnits = machine.layer(machine.layers(true)[0]).size();
        double rate = 0;
        double squaredError = 0;
        long rows = 0;
        long start = System.nanoTime();
        for (int i = 0; i < updates; i++) {
            long step = (long) (epoch - 1) * updates + i;
            Statistics statistics = source.round(parameters, step);
            rate = settings.learningRate().at(step, total);
            optimizer.update(parameters, statistics, rate, momentum);
            // NaN weights show in the reconstruction error at once; all parameters are looked at after each epoch.
            requireFinite(Double.isFinite(statistics.squaredError()), epoch, i + 1);
            rows += statistics.rows();
            squaredError += statistics.squaredError();
            listener.onUpdate(
                    epoch,
                    i + 1,
                    statistics.rows(),
                    statistics.squaredError() / ((double) statistics.rows() * visibleUnits));
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        requireFinite(parameters.isFinite(), epoch, updates);
        return new EpochRecord(
                epoch,
                (long) epoch * updates,
                rows,
                rate,
                momentum,
                squaredError / ((double) rows * visibleUnits),
                source.measureTrain(parameters),
                source.measureValidation(parameters),
                seconds);
    }

    private static void requireFinite(boolean finite, int epoch, int update) {
        if (!finite) {
            throw new TrainingException("Training diverged in epoch " + epoch + ", update " + update
                    + ": a parameter is not finite any more. Lower learningRate or momentum, or raise regParam.");
        }
    }
}
