package io.github.sparkboltzmann.job.study.pretraining;

/** What the classifier reads: pixels, features that were learnt, and two controls that were not. */
enum Input {
    RAW("raw pixels", "raw"),
    TRAINED("RBM features", "trained"),
    SHUFFLED("weights shuffled", "shuffled"),
    UNTRAINED("untrained RBM", "untrained");

    private final String title;
    private final String key;

    Input(String title, String key) {
        this.title = title;
        this.key = key;
    }

    /** Its name in tables and pictures. */
    String title() {
        return title;
    }

    /** Its name in JSON. */
    String key() {
        return key;
    }
}
