package io.github.sparkboltzmann.gradient;

import java.util.Locale;

/** Which states enter the statistics as conditional means and which as draws. Hidden states that drive a reconstruction are always drawn. */
public enum StatisticsForm {
    /**
     * Hinton's recipe: the last reconstruction and the last hidden update are means, and so are the hidden states of the data phase.
     * Least noise; the reconstruction as means makes it no sample of the chain.
     */
    PROBABILITIES,

    /** Visible states are drawn, hidden ones enter as means: the k-step chain's expectation, with less noise than samples. */
    HIDDEN_PROBABILITIES,

    /** Everything is drawn: the textbook's {@code <v0 h0> - <vk hk>}. */
    SAMPLES;

    /** The name in files and settings: {@code probabilities}, {@code hidden-probabilities}, {@code samples}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The form of that name. */
    public static StatisticsForm named(String id) {
        for (StatisticsForm form : values()) {
            if (form.id().equals(id)) {
                return form;
            }
        }
        throw new IllegalArgumentException("There is no form of statistics '" + id
                + "'; there are 'probabilities', 'hidden-probabilities' and 'samples'.");
    }

    /** Whether hidden layers enter the statistics as means. */
    boolean hiddenMeans() {
        return this != SAMPLES;
    }

    /** Whether the last reconstruction is a mean. */
    boolean visibleMeans() {
        return this == PROBABILITIES;
    }
}
