package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.store.DatedRuns;
import io.github.sparkboltzmann.store.Retention;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings of job {@code retrain} that {@code train} does not have, checked before anything is read. */
final class RetrainSettings {
    /** What {@code {date}} stands for in paths of rows. */
    private static final String DATE = "{date}";

    /** Of {@code train}, but not a user's to set here. */
    private static final List<String> OWN =
            List.of("output", "overwrite", "rbm.checkpointDir", "rbm.resume", "rbm.initialModel");

    final String root;
    final String date;
    final boolean warmStart;
    final String measure;
    final double margin;
    final boolean publishesIncomparable;
    final EvaluationSettings evaluation;
    final DataOptions heldOut;
    final Retention retention;
    final Duration lease;

    /** The settings of {@code train}, with paths of the date. */
    final JobConfig train;

    /** @throws UsageException for a value that is out of range, or does not go with another */
    RetrainSettings(JobConfig config, InstantSource clock) {
        for (String key : OWN) {
            if (config.isGiven(key)) {
                throw new UsageException("Setting '" + key + "' is not given to retrain, which sets it for each run.");
            }
        }
        root = config.text("root");
        if (root.isBlank()) {
            throw new UsageException("Setting 'root' is empty, but should name the folder of all runs and models.");
        }
        date = date(config.text("date"), clock);
        warmStart = choice(config, "warmStart", "auto", "never").equals("auto");
        measure = choice(config, "gate.measure", PublishGate.MEASURES.toArray(new String[0]));
        margin = config.number("gate.margin");
        if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
            throw new UsageException("Setting 'gate.margin' should be 0 or more, but is " + margin + ".");
        }
        publishesIncomparable =
                choice(config, "gate.incomparable", "keep", "publish").equals("publish");
        double minutes = config.number("lock.leaseMinutes");
        if (!(minutes > 0 && minutes <= 10_000)) {
            throw new UsageException(
                    "Setting 'lock.leaseMinutes' should be above 0, up to 10,000, but is " + minutes + ".");
        }
        lease = Duration.ofMillis(Math.max(1, Math.round(minutes * 60_000)));
        retention = retention(config);
        train = dated(config);
        // Refuses what cannot be told to a tracking server before there is a session and a lock.
        new Tracking(train).close();
        boolean missing = !train.text("rbm.missing").equals("error");
        evaluation = evaluation(config.texts("gate.evaluate"), missing);
        String path = train.text("gate.path");
        heldOut = path.isEmpty() ? null : DataSettings.of(train, path, train.text("gate.labels"), missing);
        boolean split = train.number("validation.fraction") > 0 || train.wholeLong("validation.lastRows") > 0;
        if (heldOut == null && !split) {
            throw new UsageException(
                    "There are no rows to compare models on: give 'gate.path', or keep validation rows by 'validation.fraction'.");
        }
    }

    private static String date(String given, InstantSource clock) {
        String date = given.equals("auto")
                ? clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toString()
                : given;
        if (!date.matches(DatedRuns.DATE)) {
            throw new UsageException(
                    "Setting 'date' should be auto, a day as 2026-01-31, or an hour or minute of it as 2026-01-31T06 or 2026-01-31T06-30, but is '"
                            + date + "'.");
        }
        return date;
    }

    private static String choice(JobConfig config, String key, String... choices) {
        String value = config.text(key);
        if (!List.of(choices).contains(value)) {
            throw new UsageException("Setting '" + key + "' should be one of " + String.join(", ", choices)
                    + ", but is '" + value + "'.");
        }
        return value;
    }

    private static Retention retention(JobConfig config) {
        try {
            return new Retention(config.whole("keep.runs"), config.whole("keep.published"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("In the settings 'keep': " + e.getMessage(), e);
        }
    }

    private JobConfig dated(JobConfig config) {
        return config.with(Map.of(
                "data.path", config.text("data.path").replace(DATE, date),
                "data.labels", config.text("data.labels").replace(DATE, date),
                "gate.path", config.text("gate.path").replace(DATE, date),
                "gate.labels", config.text("gate.labels").replace(DATE, date),
                "tracking.run", config.text("tracking.run").replace(DATE, date)));
    }

    /** How {@code evaluate} measures: what the gate's measure needs, and then what the user says. */
    private EvaluationSettings evaluation(List<String> users, boolean missing) {
        boolean likelihood = !missing && (measure.equals("auto") || measure.equals("likelihood"));
        List<String> settings = new ArrayList<>();
        settings.add("likelihood=" + (likelihood ? "auto" : "none"));
        settings.add("pseudoLikelihood=" + (measure.equals("pseudo-likelihood") ? "exact" : "none"));
        settings.addAll(users);
        try {
            return new EvaluationSettings(JobConfig.load("evaluate", null, settings));
        } catch (UsageException e) {
            throw new UsageException("In the setting 'gate.evaluate': " + e.getMessage(), e);
        }
    }
}
