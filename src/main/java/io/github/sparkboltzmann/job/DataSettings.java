package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.InvalidDataException;

/** From the {@code data} settings of a job to the reader's options. */
final class DataSettings {
    private DataSettings() {}

    /**
     * The options of {@code data.path}.
     *
     * @throws UsageException for a setting that the reader refuses
     */
    static DataOptions of(JobConfig config) {
        return of(config, false);
    }

    /** @param allowsMissing whether missing values are kept where {@code data.missing} is auto */
    static DataOptions of(JobConfig config, boolean allowsMissing) {
        return of(config, config.text("data.path"), config.text("data.labels"), allowsMissing);
    }

    /** Other rows of the same kind, without labels of a file of their own. */
    static DataOptions rowsAt(JobConfig config, String path) {
        return of(config, path, "", false);
    }

    /** Rows of the same kind at another path, IDX with labels at a path of their own. */
    static DataOptions of(JobConfig config, String path, String labels, boolean allowsMissing) {
        try {
            DataOptions.Builder options = DataOptions.path(path)
                    .format(config.text("data.format"))
                    .delimiter(config.text("data.delimiter"))
                    .header(config.flag("data.header"))
                    .handleInvalid(config.text("data.handleInvalid"));
            if (config.whole("data.width") != 0) {
                options.width(config.whole("data.width"));
            }
            if (!labels.isEmpty()) {
                options.labels(labels);
            }
            if (!config.text("data.labelColumn").isEmpty()) {
                options.labelColumn(config.text("data.labelColumn"));
            }
            if (!config.texts("data.featureColumns").isEmpty()) {
                options.featureColumns(config.texts("data.featureColumns"));
            }
            if (!config.text("data.weightColumn").isEmpty()) {
                options.weightColumn(config.text("data.weightColumn"));
            }
            String missing = config.text("data.missing");
            options.missing(missing.equals("auto") ? (allowsMissing ? "keep" : "error") : missing);
            return options.build();
        } catch (IllegalArgumentException | InvalidDataException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
