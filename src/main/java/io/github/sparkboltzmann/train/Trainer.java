package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.Progress;
import io.github.sparkboltzmann.optimize.UpdateRule;
import io.github.sparkboltzmann.sample.Chains;
import java.util.ArrayList;
import java.util.List;

/** The loop: rounds from the source, gradients to the update rule, new parameters, a record after each measured epoch. */
public final class Trainer {
    private final Machine machine;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final UpdateRule rule;
    private final Inspector inspector;

    public Trainer(Machine machine, TrainingSettings settings, TrainingListener listener) {
        this.machine = machine;
        this.settings = settings;
        this.listener = listener;
        this.rule = new UpdateRule(machine, settings.optimizer());
        this.inspector = new Inspector(machine, settings.monitor());
    }

    /**
     * Trains from a state, which is changed.
     *
     * @throws TrainingException if a number stops being finite before anything was measured
     */
    public TrainingResult train(GradientSource source, TrainingState start) {
        int updates = source.updatesPerEpoch();
        long total = (long) settings.epochs() * updates;
        long stride = (long) settings.monitor().every() * updates;
        Watch watch = new Watch(settings.monitor(), likelihoodBefore(source, start));
        List<EpochRecord> history = new ArrayList<>();
        TrainingState state = start;
        listener.onStart(settings.epochs(), updates);
        for (long from = 0; from < total && !watch.stopped(); from += stride) {
            Segment segment = new Segment(source, state, from, Math.min(total, from + stride), total);
            state = segment.run();
            if (segment.problem != null) {
                watch.notFinite(segment.problem);
                break;
            }
            Parameters parameters = state.learner().parameters(machine);
            EpochRecord epochRecord = segment.measure(parameters);
            history.add(epochRecord);
            watch.hear(epochRecord, parameters);
            listener.onEpoch(epochRecord);
        }
        watch.warnings().forEach(listener::onWarning);
        boolean best = watch.keepsBest();
        int last = history.isEmpty() ? 0 : history.get(history.size() - 1).epoch();
        return new TrainingResult(
                best ? watch.bestParameters() : state.learner().parameters(machine),
                best ? watch.bestEpoch() : last,
                history,
                state,
                watch.diverged(),
                watch.warnings());
    }

    private double likelihoodBefore(GradientSource source, TrainingState start) {
        if (settings.epochs() == 0 || !inspector.measuresLikelihood()) {
            return Double.NaN;
        }
        Parameters parameters = start.learner().parameters(machine);
        return inspector.likelihood(parameters, source.measureTrain(parameters));
    }

    /** The updates from one measurement to the next. */
    private final class Segment {
        private final GradientSource source;
        private final long from;
        private final long to;
        private final long total;
        private TrainingState state;
        private float[] before;
        private Chains chainsBefore;
        private int lastUpdates;
        private double squaredError;
        private long rows;
        private double seconds;
        private String problem;

        Segment(GradientSource source, TrainingState state, long from, long to, long total) {
            this.source = source;
            this.state = state;
            this.from = from;
            this.to = to;
            this.total = total;
        }

        TrainingState run() {
            long start = System.nanoTime();
            int steps;
            for (long step = from; step < to && problem == null; step += steps) {
                steps = (int) Math.min(settings.localSteps(), to - step);
                if (step + steps == to) {
                    before = state.learner().values().clone();
                    chainsBefore = state.chains();
                    lastUpdates = steps;
                }
                round(step, steps);
            }
            seconds = (System.nanoTime() - start) * 1e-9;
            if (problem == null && !state.learner().isFinite()) {
                problem = notFinite(to - 1);
            }
            return state;
        }

        private void round(long step, int steps) {
            int updates = source.updatesPerEpoch();
            Round round = source.round(state, step, steps);
            double[] bounds = state.bounds();
            while (round.change() != null
                    && round.change().isFinite()
                    && !round.change().fits(bounds)) {
                // A change exceeded the grid of its sum: the same round again, with the same draws, on a wider one.
                bounds = round.change().nextBounds();
                round = source.round(state.with(state.chains(), bounds), step, steps);
            }
            double[] sumBounds = state.sumBounds();
            while (round.change() == null
                    && round.statistics().isFinite(machine.statisticsLayout())
                    && !round.statistics().fits(sumBounds)) {
                sumBounds = round.statistics().nextBounds();
                round = source.round(state.withSumBounds(sumBounds), step, steps);
            }
            if (round.change() == null) {
                sumBounds = round.statistics().nextBounds();
                if (!round.statistics().isFinite(machine.statisticsLayout())) {
                    problem = notFinite(step);
                    return;
                }
                rule.apply(state.learner(), round.statistics(), new Progress(step, total, updates, state.rateFactor()));
            } else {
                if (!round.change().isFinite()) {
                    problem = notFinite(step + steps - 1);
                    return;
                }
                round.change().applyTo(state.learner());
                bounds = round.change().nextBounds();
            }
            state = state.with(state.chains().with(round.chains()), bounds).withSumBounds(sumBounds);
            rows += round.rows();
            squaredError += round.squaredError();
            long last = step + steps - 1;
            listener.onUpdate(
                    (int) (last / updates) + 1,
                    (int) (last % updates) + 1,
                    round.rows(),
                    perUnit(round.squaredError(), round.rows()));
        }

        private double perUnit(double error, long ofRows) {
            return error
                    / ((double) ofRows * machine.layer(machine.layers(true)[0]).size());
        }

        private String notFinite(long step) {
            int updates = source.updatesPerEpoch();
            return "Training diverged in epoch " + (step / updates + 1) + ", update " + (step % updates + 1)
                    + ": a parameter is not finite any more. Lower learningRate or momentum, or raise regParam.";
        }

        EpochRecord measure(Parameters parameters) {
            Measures train = source.measureTrain(parameters);
            Measures validation = source.measureValidation(parameters);
            int epoch = (int) (to / source.updatesPerEpoch());
            return new EpochRecord(
                    epoch,
                    to,
                    rows,
                    settings.optimizer().learningRate().at(to - 1, total),
                    settings.optimizer().momentum().at(epoch),
                    perUnit(squaredError, rows),
                    train,
                    validation,
                    inspector.look(parameters, before, lastUpdates, chainsBefore, state.chains(), train, validation),
                    seconds);
        }
    }
}
