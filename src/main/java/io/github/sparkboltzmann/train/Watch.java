package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.train.MonitorSettings.EarlyStopping;
import io.github.sparkboltzmann.train.MonitorSettings.Likelihood;
import io.github.sparkboltzmann.train.MonitorSettings.OnDivergence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at each record of a run: keeps the best parameters, sounds the alarm, ends the run early. */
final class Watch {
    private final MonitorSettings settings;
    private final double start;
    private DivergenceAlarm alarm;
    private final List<String> warnings = new ArrayList<>();
    private double best = Double.NEGATIVE_INFINITY;
    private Parameters bestParameters;
    private int bestEpoch;
    private double bestStopping = Double.NEGATIVE_INFINITY;
    private int measurementsWithout;
    private boolean diverged;
    private boolean stopped;
    private int halvings;
    private boolean goesBack;

    /** @param start the likelihood of the training rows before training, NaN where none is measured */
    Watch(MonitorSettings settings, double start) {
        this(settings, start, new DivergenceAlarm(start));
    }

    private Watch(MonitorSettings settings, double start, DivergenceAlarm alarm) {
        this.settings = settings;
        this.start = start;
        this.alarm = alarm;
    }

    /** All that it remembers. */
    NamedArrays write() {
        NamedArrays alarmed = new NamedArrays();
        alarm.write(alarmed);
        NamedArrays arrays = new NamedArrays()
                .putDouble("start", start)
                .putLong("halvings", halvings)
                .putDouble("best", best)
                .putLong("bestEpoch", bestEpoch)
                .putDouble("bestStopping", bestStopping)
                .putLong("measurementsWithout", measurementsWithout)
                .putLong("diverged", diverged ? 1 : 0)
                .putLong("stopped", stopped ? 1 : 0)
                .putTexts("warnings", warnings)
                .putAll("alarm.", alarmed);
        if (bestParameters != null) {
            arrays.put("bestParameters", bestParameters.values().clone());
        }
        return arrays;
    }

    /** A watch that remembers what another did. */
    static Watch read(MonitorSettings settings, NamedArrays arrays, Machine machine) {
        Watch watch = new Watch(settings, arrays.real("start"), DivergenceAlarm.read(arrays.within("alarm.")));
        watch.halvings = (int) arrays.number("halvings");
        watch.best = arrays.real("best");
        watch.bestEpoch = (int) arrays.number("bestEpoch");
        watch.bestStopping = arrays.real("bestStopping");
        watch.measurementsWithout = (int) arrays.number("measurementsWithout");
        watch.diverged = arrays.number("diverged") == 1;
        watch.stopped = arrays.number("stopped") == 1;
        watch.warnings.addAll(arrays.texts("warnings"));
        if (arrays.has("bestParameters")) {
            watch.bestParameters = Parameters.of(machine, arrays.floats("bestParameters"));
        }
        return watch;
    }

    /** Takes the next record and the parameters that it measured, which are kept and must not change any more. */
    void hear(EpochRecord record, Parameters parameters) {
        goesBack = false;
        double likelihood = likelihood(record);
        // Without a likelihood the last finite parameters are the best known.
        if (Double.isNaN(likelihood) || likelihood > best) {
            best = Double.isNaN(likelihood) ? best : likelihood;
            bestParameters = parameters;
            bestEpoch = record.epoch();
        }
        // Labels' likelihood may fall while the joint one, which is trained, grows.
        boolean ofObjective = !record.monitors().likelihoodMeasure().equals(Likelihood.LABELS.id());
        if (ofObjective
                && !Double.isNaN(record.monitors().trainLikelihood())
                && alarm.hear(record.monitors().trainLikelihood())
                && !diverged) {
            String message = String.format(
                    Locale.ROOT,
                    "Training diverges: at epoch %d the %s likelihood of the training rows has fallen steadily to %.4g nats a row; the best"
                            + " measured epoch was %d. Lower learningRate, raise cdSteps, or take a model phase that mixes better.",
                    record.epoch(),
                    record.monitors().likelihoodMeasure(),
                    record.monitors().trainLikelihood(),
                    bestEpoch);
            if (halves()) {
                halve(message);
            } else {
                diverged(message);
            }
        }
        stopEarly(record);
    }

    private static double likelihood(EpochRecord record) {
        double validation = record.monitors().validationLikelihood();
        return Double.isNaN(validation) ? record.monitors().trainLikelihood() : validation;
    }

    private void stopEarly(EpochRecord record) {
        boolean worse;
        if (settings.earlyStopping() == EarlyStopping.FREE_ENERGY_GAP) {
            worse = record.freeEnergyGap() > settings.tolerance();
        } else if (settings.earlyStopping() == EarlyStopping.LIKELIHOOD) {
            double likelihood = likelihood(record);
            worse = !(likelihood > bestStopping + settings.tolerance());
            bestStopping = worse ? bestStopping : likelihood;
        } else {
            return;
        }
        measurementsWithout = worse ? measurementsWithout + 1 : 0;
        if (measurementsWithout >= settings.patience() && !stopped) {
            stopped = true;
            warnings.add(String.format(
                    Locale.ROOT,
                    "Training stopped early after epoch %d (%s, patience %d, tolerance %s nats a row).",
                    record.epoch(),
                    settings.earlyStopping().id(),
                    settings.patience(),
                    settings.tolerance()));
        }
    }

    /**
     * A number stopped being finite: nothing can go on from it, but from an earlier state with half the rate.
     *
     * @throws TrainingException if there are no parameters from before, and nothing is to be halved
     */
    void notFinite(String message) {
        goesBack = false;
        if (halves()) {
            halve(message);
            return;
        }
        if (bestParameters == null) {
            throw new TrainingException(message);
        }
        diverged = true;
        stopped = true;
        warnings.add(message + " The parameters of epoch " + bestEpoch + " are kept.");
    }

    private boolean halves() {
        return settings.onDivergence() == OnDivergence.HALVE && halvings < OnDivergence.MOST_HALVINGS;
    }

    private void halve(String message) {
        halvings++;
        goesBack = true;
        measurementsWithout = 0;
        alarm = new DivergenceAlarm(start);
        warnings.add(message + " Training goes on from "
                + (bestParameters == null ? "its first state" : "the state of epoch " + bestEpoch)
                + " with half the learning rate (halving " + halvings + " of at most " + OnDivergence.MOST_HALVINGS
                + ").");
    }

    /** Whether what was heard last sends training back to the best measured state, or its first one, with half the learning rate. */
    boolean goesBack() {
        return goesBack;
    }

    private void diverged(String message) {
        diverged = true;
        stopped |= settings.onDivergence() != OnDivergence.WARN;
        warnings.add(message);
    }

    /** Whether the run ends now. */
    boolean stopped() {
        return stopped;
    }

    /** Whether the best parameters are kept instead of the last. */
    boolean keepsBest() {
        return bestParameters != null && (diverged || halvings > 0 || settings.earlyStopping() != EarlyStopping.NONE);
    }

    /** Whether the likelihood fell steadily, or a number stopped being finite. */
    boolean diverged() {
        return diverged;
    }

    Parameters bestParameters() {
        return bestParameters;
    }

    int bestEpoch() {
        return bestEpoch;
    }

    List<String> warnings() {
        return warnings;
    }
}
