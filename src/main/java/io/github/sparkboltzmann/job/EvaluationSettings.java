package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import java.util.List;

/** The settings of job {@code evaluate} that say how likelihoods are measured, checked before anything is read. */
final class EvaluationSettings {
    final String likelihood;
    final String pseudoLikelihood;
    final AnnealingSettings annealing;
    final int reverseSweeps;
    final int ladderSweeps;
    final long seed;

    /** @throws UsageException for a value that is not one of the choices, or out of range */
    EvaluationSettings(JobConfig config) {
        likelihood = choice(config, "likelihood", List.of("auto", "exact", "ais", "none"));
        pseudoLikelihood = choice(config, "pseudoLikelihood", List.of("exact", "sampled", "none"));
        seed = config.wholeLong("seed");
        reverseSweeps = config.whole("reverseAis.sweeps");
        if (reverseSweeps < 0) {
            throw new UsageException("Setting 'reverseAis.sweeps' should be 0 or more, but is " + reverseSweeps + ".");
        }
        ladderSweeps = config.whole("ladder.sweeps");
        if (ladderSweeps < 0 || ladderSweeps > 0 && ladderSweeps < 5) {
            throw new UsageException("Setting 'ladder.sweeps' should be 0, or 5 or more, but is " + ladderSweeps + ".");
        }
        try {
            annealing = AnnealingSettings.reference(seed)
                    .temperatures(config.whole("ais.temperatures"))
                    .runs(config.whole("ais.runs"))
                    .batch(config.whole("ais.batch"))
                    .partitions(config.whole("ais.partitions"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("In the settings 'ais': " + e.getMessage(), e);
        }
    }

    private static String choice(JobConfig config, String key, List<String> choices) {
        String value = config.text(key);
        if (!choices.contains(value)) {
            throw new UsageException("Setting '" + key + "' should be one of " + String.join(", ", choices)
                    + ", but is '" + value + "'.");
        }
        return value;
    }
}
