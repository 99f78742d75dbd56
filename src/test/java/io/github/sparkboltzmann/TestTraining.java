package io.github.sparkboltzmann;

import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.train.MonitorSettings;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
import java.util.Arrays;

/** Settings and first states of a training, for tests. */
public final class TestTraining {
    private TestTraining() {}

    /** CD-1 at a constant rate, momentum 0.5 and then 0.9, centred. */
    public static TrainingSettings settings(int epochs, double rate) {
        return settings(epochs, GradientSettings.contrastiveDivergence(1, StatisticsForm.PROBABILITIES), rate, 1);
    }

    /** Momentum 0.5 and then 0.9, a falling rate, decay, centred. */
    public static TrainingSettings settings(int epochs, GradientSettings gradient, double rate, int localSteps) {
        return new TrainingSettings(
                epochs,
                gradient,
                new OptimizerSettings(
                        new Schedule(Schedule.Shape.LINEAR, rate, rate / 4), new Momentum(0.5, 0.9, 2), 1e-3, 0.05),
                MonitorSettings.plain(),
                localSteps,
                Precision.FLOAT32,
                0.01,
                77);
    }

    /** CD-1 with this optimiser. */
    public static TrainingSettings withOptimizer(int epochs, OptimizerSettings optimizer, int localSteps) {
        return new TrainingSettings(
                epochs,
                GradientSettings.contrastiveDivergence(1, StatisticsForm.PROBABILITIES),
                optimizer,
                MonitorSettings.plain(),
                localSteps,
                Precision.FLOAT32,
                0.01,
                77);
    }

    /** A constant rate, momentum 0.5 and then 0.9, decay, centred. */
    public static OptimizerSettings constant(double rate) {
        return new OptimizerSettings(
                new Schedule(Schedule.Shape.CONSTANT, rate, rate), new Momentum(0.5, 0.9, 2), 1e-3, 0.05);
    }

    /** The state that a training starts from, with offsets of 1/2 and new chains. */
    public static TrainingState start(
            Machine machine, TrainingSettings settings, Parameters parameters, int partitions) {
        double[][] offsets = new double[machine.layerCount()][];
        for (int l = 0; l < offsets.length; l++) {
            offsets[l] = new double[machine.layer(l).size()];
            Arrays.fill(offsets[l], 0.5);
        }
        int chains = settings.gradient().chains();
        return TrainingState.start(
                LearnerState.start(machine, parameters, settings.optimizer(), offsets),
                chains == 0
                        ? Chains.none()
                        : Chains.start(
                                Kernels.elementwise(), machine, parameters, chains, partitions, settings.seed()));
    }
}
