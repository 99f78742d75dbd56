package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.InvalidDataException;

/** From the {@code data} settings of a job to the reader's options. */
final class DataSettings {
    private DataSettings() {}

    /** @throws UsageException for a setting that the reader refuses */
    static DataOptions of(JobConfig config) {
        try {
            DataOptions.Builder options = DataOptions.path(config.text("data.path"))
                    .format(config.text("data.format"))
                    .delimiter(config.text("data.delimiter"))
                    .header(config.flag("data.header"))
                    .handleInvalid(config.text("data.handleInvalid"));
            if (config.whole("data.width") != 0) {
                options.width(config.whole("data.width"));
            }
            if (!config.text("data.labels").isEmpty()) {
                options.labels(config.text("data.labels"));
            }
            if (!config.text("data.labelColumn").isEmpty()) {
                options.labelColumn(config.text("data.labelColumn"));
            }
            if (!config.texts("data.featureColumns").isEmpty()) {
                options.featureColumns(config.texts("data.featureColumns"));
            }
            return options.build();
        } catch (IllegalArgumentException | InvalidDataException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
