package io.github.sparkboltzmann.ml;

/** Reads what {@link RBMModelWriter} wrote. */
final class RBMModelReader extends StoredStageReader<RBMModel> {
    RBMModelReader() {
        super(RBMModel.class, (uid, stored) -> new RBMModel(uid, stored, null));
    }
}
