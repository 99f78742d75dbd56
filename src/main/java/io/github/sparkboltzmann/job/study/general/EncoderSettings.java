package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.gradient.Equilibrium;
import io.github.sparkboltzmann.gradient.Equilibrium.DataPhaseKind;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.sample.TemperatureSchedule;
import io.github.sparkboltzmann.train.MonitorSettings;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import io.github.sparkboltzmann.train.TrainingSettings;

/**
 * How an encoder learns: both phases annealed by one schedule.
 *
 * @param copies of each vector in an update
 * @param chains free-running ones in an update
 * @param rate of learning
 * @param decay of weights
 * @param momentum of updates
 * @param schedule of both phases
 * @param sweeps whose statistics count, after the schedule
 * @param cycles an update each, from one look at the machine to the next
 * @param most cycles
 */
record EncoderSettings(
        int copies,
        int chains,
        double rate,
        double decay,
        double momentum,
        String schedule,
        int sweeps,
        int cycles,
        int most) {
    TrainingSettings training(long seed) {
        GradientSettings gradient = new GradientSettings(
                        ModelPhase.ANNEALED, sweeps, sweeps, StatisticsForm.SAMPLES, chains, 2)
                .settledBy(Equilibrium.of(DataPhaseKind.GIBBS, sweeps, TemperatureSchedule.parse(schedule)));
        OptimizerSettings optimizer = new OptimizerSettings(
                new Schedule(Schedule.Shape.CONSTANT, rate, rate), new Momentum(momentum, momentum, 1), decay, 0);
        MonitorSettings monitor =
                new MonitorSettings(cycles, Likelihood.NONE, OnDivergence.STOP, EarlyStopping.NONE, 1, 0);
        return new TrainingSettings(cycles, gradient, optimizer, monitor, cycles, Precision.FLOAT32, 0.01, seed);
    }
}
