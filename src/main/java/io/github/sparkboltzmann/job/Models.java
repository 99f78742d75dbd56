package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.RBMModel;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Models by path. */
final class Models {
    private Models() {}

    static RBMModel load(String path) {
        try {
            return RBMModel.load(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The model at " + path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
