package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.gradient.Equilibrium;
import io.github.sparkboltzmann.gradient.Equilibrium.DataPhaseKind;
import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.gradient.StatisticsForm;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.math.Precision;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.optimize.Momentum;
import io.github.sparkboltzmann.optimize.OptimizerSettings;
import io.github.sparkboltzmann.optimize.Schedule;
import io.github.sparkboltzmann.sample.SamplingSettings;
import io.github.sparkboltzmann.sample.TemperatureSchedule;
import io.github.sparkboltzmann.train.MonitorSettings;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import io.github.sparkboltzmann.train.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Part {@code shifter}: learnt with 24 hidden units by persistent chains; the label is read by clamping both groups and sampling the rest. */
final class ShifterPart {
    private static final int HIDDEN = 24;
    private static final int BATCH = 96;
    private static final int CHAINS = 100;
    private static final int SWEEPS = 10;
    private static final double RATE = 0.2;
    private static final double DECAY = 0.001;

    private ShifterPart() {}

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(1_200, 900);
        context.setting("shifter.hidden", HIDDEN);
        context.setting("shifter.epochs", epochs);
        context.setting("shifter.batch", BATCH);
        context.setting("shifter.chains", CHAINS);
        context.setting("shifter.sweeps", SWEEPS);
        context.setting("shifter.rate", RATE);
        context.setting("shifter.decay", DECAY);
        double[] correct = new double[context.seeds().size()];
        for (int s = 0; s < correct.length; s++) {
            long seed = context.seeds().get(s);
            Shifter shifter = new Shifter(HIDDEN, Connections.FULL);
            LocalLearner learner = new LocalLearner(shifter.machine, settings(epochs, seed), Shifter.rows(), BATCH);
            learner.advance();
            correct[s] = shifter.correct(
                    learner.parameters(), SamplingSettings.of(200).averaged(150), seed);
            context.say(String.format(
                    Locale.ROOT,
                    "shifter, seed %d: %.3f of %d labels after %d updates",
                    seed,
                    correct[s],
                    Shifter.CASES,
                    learner.updates()));
        }
        String what = "shifter, fully connected, " + HIDDEN + " hidden units: part of 768 labels read by sampling, ";
        return List.of(
                Claim.atLeast(
                        what + "mean of seeds", Arrays.stream(correct).average().orElseThrow(), 0.8),
                Claim.atLeast(what + "worst seed", Arrays.stream(correct).min().orElseThrow(), 0.8));
    }

    private static TrainingSettings settings(int epochs, long seed) {
        GradientSettings gradient = GradientSettings.persistent(SWEEPS, StatisticsForm.HIDDEN_PROBABILITIES, CHAINS)
                .settledBy(Equilibrium.of(DataPhaseKind.GIBBS, 3, TemperatureSchedule.parse("1@2, 2@1")));
        OptimizerSettings optimizer = new OptimizerSettings(
                new Schedule(Schedule.Shape.CONSTANT, RATE, RATE), new Momentum(0, 0, 1), DECAY, 0.01);
        MonitorSettings monitor =
                new MonitorSettings(epochs, Likelihood.NONE, OnDivergence.STOP, EarlyStopping.NONE, 1, 0);
        return new TrainingSettings(epochs, gradient, optimizer, monitor, 1_000, Precision.FLOAT32, 0.1, seed);
    }
}
