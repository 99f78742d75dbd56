package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.Progress;
import io.github.sparkboltzmann.optimize.UpdateRule;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
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
        return train(source, start, CheckpointSink.NONE, null);
    }

    /**
     * Trains, taking checkpoints between rounds.
     *
     * @param start the state before the first update, even where a checkpoint is given: it has the structure of the one in there
     * @param checkpoint where an earlier run of the same rows and settings was; {@code null} for a new run. The result is that of a run without an
     *     interruption, seconds aside.
     */
    public TrainingResult train(
            GradientSource source, TrainingState start, CheckpointSink sink, Checkpoint checkpoint) {
        int updates = source.updatesPerEpoch();
        long total = (long) settings.epochs() * updates;
        long stride = (long) settings.monitor().every() * updates;
        boolean halves = settings.monitor().onDivergence() == OnDivergence.HALVE;
        Run run = checkpoint == null
                ? new Run(new Watch(settings.monitor(), likelihoodBefore(source, start)), sink, updates)
                : new Run(checkpoint, sink, machine, settings.monitor());
        Watch watch = run.watch();
        List<EpochRecord> history = run.history();
        TrainingState state = checkpoint == null ? start : run.state(start, machine);
        run.keep(halves ? (checkpoint == null ? start.frozen() : run.best(start, machine)) : null);
        listener.onStart(settings.epochs(), updates);
        long first = checkpoint == null ? 0 : checkpoint.step();
        if (checkpoint != null) {
            listener.onResume(checkpoint);
        }
        // Measurements, and so rounds, lie where they would without a checkpoint.
        for (long from = first; from < total && !watch.stopped(); from += stride - from % stride) {
            long to = Math.min(total, from + stride - from % stride);
            Segment segment = new Segment(source, state, from, to, total, run);
            if (checkpoint != null && from == first) {
                segment.resume(checkpoint.arrays().within(Run.SEGMENT));
            }
            state = segment.run();
            if (segment.problem != null) {
                watch.notFinite(segment.problem);
            } else {
                Parameters parameters = state.learner().evaluated(machine);
                EpochRecord epochRecord = segment.measure(parameters);
                history.add(epochRecord);
                watch.hear(epochRecord, parameters);
                listener.onEpoch(epochRecord);
                if (halves && watch.bestEpoch() == epochRecord.epoch()) {
                    run.keep(state.frozen());
                }
            }
            if (watch.goesBack()) {
                state = run.best().withHalfTheRateOf(state);
            }
            run.offer(to, state, settings.localSteps(), Run.noSums(), to == total || watch.stopped());
        }
        watch.warnings().forEach(listener::onWarning);
        boolean keepsBest = watch.keepsBest();
        int last = history.isEmpty() ? 0 : history.get(history.size() - 1).epoch();
        return new TrainingResult(
                keepsBest ? watch.bestParameters() : state.learner().evaluated(machine),
                keepsBest ? watch.bestEpoch() : last,
                history,
                state,
                watch.diverged(),
                watch.warnings());
    }

    private double likelihoodBefore(GradientSource source, TrainingState start) {
        if (settings.epochs() == 0 || !inspector.measuresLikelihood()) {
            return Double.NaN;
        }
        Parameters parameters = start.learner().evaluated(machine);
        return inspector.likelihood(parameters, source.measureTrain(parameters));
    }

    /** The updates from one measurement to the next. */
    private final class Segment {
        private final GradientSource source;
        private final long from;
        private final long to;
        private final long total;
        private final Run run;
        private TrainingState state;
        private float[] before;
        private Chains chainsBefore;
        private int lastUpdates;
        private double squaredError;
        private long rows;
        private double weight;
        private double seconds;
        private double ladderLogZ = Double.NaN;
        private String problem;

        Segment(GradientSource source, TrainingState state, long from, long to, long total, Run run) {
            this.source = source;
            this.state = state;
            this.from = from;
            this.to = to;
            this.total = total;
            this.run = run;
        }

        /** Goes on with the sums of a checkpoint. */
        void resume(NamedArrays sums) {
            rows = sums.number("rows");
            weight = sums.real("weight");
            squaredError = sums.real("squaredError");
            seconds = sums.real("seconds");
        }

        TrainingState run() {
            int steps;
            for (long step = from; step < to && problem == null; step += steps) {
                steps = (int) Math.min(settings.localSteps(), to - step);
                if (step + steps == to) {
                    before = state.learner().values().clone();
                    chainsBefore = state.chains();
                    lastUpdates = steps;
                }
                long start = System.nanoTime();
                round(step, steps);
                seconds += (System.nanoTime() - start) * 1e-9;
                if (step + steps < to && problem == null) {
                    run.offer(
                            step + steps,
                            state,
                            settings.localSteps(),
                            Run.sums(rows, weight, squaredError, seconds),
                            false);
                }
            }
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
            // Only a round with exchanges may be taken back.
            TrainingState unchanged = round.exchanges().isEmpty() ? null : state.frozen();
            if (round.change() == null) {
                sumBounds = round.statistics().nextBounds();
                if (!round.statistics().isFinite(machine.statisticsLayout())) {
                    problem = notFinite(step);
                    return;
                }
                rule.apply(
                        state.learner(),
                        round.statistics(),
                        new Progress(step, total, updates, state.rateFactor(), state.stepsBefore()));
            } else {
                if (!round.change().isFinite()) {
                    problem = notFinite(step + steps - 1);
                    return;
                }
                round.change().applyTo(state.learner());
                bounds = round.change().nextBounds();
            }
            state = state.with(state.chains().with(round.chains()), bounds).withSumBounds(sumBounds);
            if (unchanged != null) {
                TrainingState tried = state;
                state = TrajectoryKeeper.keep(unchanged, tried, round.exchanges());
                boolean rejected = state.chains() == unchanged.chains();
                if (step + steps == to && !rejected) {
                    ladderLogZ = TrajectoryKeeper.logZ(tried.trajectory(), tried.chains(), round.exchanges());
                }
            }
            rows += round.rows();
            weight += round.weight();
            squaredError += round.squaredError();
            long last = step + steps - 1;
            listener.onUpdate(
                    (int) (last / updates) + 1,
                    (int) (last % updates) + 1,
                    round.rows(),
                    perUnit(round.squaredError(), round.weight()));
        }

        private double perUnit(double error, double ofWeight) {
            return error / (ofWeight * machine.layer(machine.layers(true)[0]).size());
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
                    state.rateFactor() * settings.optimizer().learningRate().at(to - 1, total),
                    settings.optimizer().momentum().at(epoch),
                    perUnit(squaredError, weight),
                    train,
                    validation,
                    inspector.look(
                            parameters,
                            before,
                            state.learner().values(),
                            lastUpdates,
                            chainsBefore,
                            state.chains(),
                            train,
                            validation,
                            ladderLogZ),
                    seconds);
        }
    }
}
