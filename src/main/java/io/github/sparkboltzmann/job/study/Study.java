package io.github.sparkboltzmann.job.study;

import java.util.List;

/**
 * Something that the project claims, and the program that shows whether it holds.
 *
 * <p>A study draws from the seeds it is given and from nothing else that changes: the same seeds and data give the same claims. It is named
 * in {@link Studies}.
 */
public interface Study {
    /** What it is called on the command line: lower-case letters, digits and hyphens. */
    String name();

    /** What it shows, in one line of at most 80 characters. */
    String description();

    /** Parts that can be run alone, in their order; none for a study that is one piece. */
    default List<String> parts() {
        return List.of();
    }

    /** The data sets without which it cannot run. */
    default List<StudyData> data() {
        return List.of();
    }

    /**
     * The seeds of a run where the person gives none: what varies by seed is reported as a mean and a spread over them.
     *
     * @param quick whether the run is the shortened one
     */
    default List<Long> seeds(boolean quick) {
        return quick ? List.of(1L) : List.of(1L, 2L, 3L);
    }

    /** Runs it; in the quick form two minutes at most on two cores. */
    List<Claim> run(StudyContext context);
}
