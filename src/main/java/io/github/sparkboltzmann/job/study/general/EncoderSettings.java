package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.gradient.Equilibrium;
import io.github.sparkboltzmann.gradient.Equilibrium.DataPhaseKind;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.ModelPhase;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.optimize.Adam;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Penalties;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.optimize.Sparsity;
import io.github.sparkboltzmann.sample.TemperatureSchedule;
import io.github.sparkboltzmann.train.MonitorSettings;
import io.github.sparkboltzmann.train.TrainingSettings;

/**
 * How an encoder learns: both phases begin with noise in each cycle and are annealed by one schedule, noise in the clamped vectors as in 1985; steps by Adam, as near to
 * steps of one size as 1985's were; a penalty that wants each hidden unit on half of the time, without which two vectors may share a code for ever.
 *
 * @param rate of Adam
 * @param momentum of Adam
 * @param off probability that a clamped unit that is on is switched off
 * @param on probability that one that is off is switched on
 * @param average what moving averages of the parameters keep, 0 for none
 * @param schedule of both phases
 * @param cycles from one look at the machine to the next; an update is a cycle
 * @param most cycles
 */
record EncoderSettings(
        double rate, double momentum, double off, double on, double average, String schedule, int cycles, int most) {
    /** Of each vector in a cycle. */
    static final int COPIES = 10;

    /** Sweeps at T = 1 whose statistics count. */
    static final int SWEEPS = 4;

    private static final double BALANCE = 1;
    private static final double CENTRING = 0.02;

    TrainingSettings training(int rows, long seed) {
        GradientSettings gradient = new GradientSettings(
                        ModelPhase.ANNEALED, SWEEPS, SWEEPS, StatisticsForm.SAMPLES, rows, 2)
                .settledBy(Equilibrium.of(DataPhaseKind.GIBBS, SWEEPS, TemperatureSchedule.parse(schedule)));
        OptimizerSettings optimizer = new OptimizerSettings(
                        new Schedule(Schedule.Shape.CONSTANT, rate, rate), new Momentum(0, 0, 1), 0, CENTRING)
                .withAdam(new Adam(momentum, 0.99, 1e-4))
                .withPenalties(new Penalties(0, 0, new Sparsity(0.5, BALANCE, 0.9)))
                .withAverageDecay(average);
        return new TrainingSettings(
                1, gradient, optimizer, MonitorSettings.plain(), cycles, Precision.FLOAT32, 0.01, seed);
    }
}
