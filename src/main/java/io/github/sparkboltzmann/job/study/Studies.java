package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.job.study.deep.DeepStudy;
import io.github.sparkboltzmann.job.study.general.GeneralStudy;
import io.github.sparkboltzmann.job.study.pretraining.PretrainingStudy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The studies there are, by name. */
public final class Studies {
    private static final int LONGEST_DESCRIPTION = 80;

    private final Map<String, Study> byName = new LinkedHashMap<>();

    /** @throws IllegalArgumentException for two of one name, a name that is no word, or a description that is no line */
    public Studies(List<Study> studies) {
        for (Study study : studies) {
            String name = study.name();
            if (!name.matches("[a-z][a-z0-9-]*")) {
                throw new IllegalArgumentException(
                        "A study's name is lower-case letters, digits and hyphens, but is '" + name + "'.");
            }
            String description = study.description();
            if (description.isBlank()
                    || description.length() > LONGEST_DESCRIPTION
                    || !description.lines().findFirst().orElseThrow().equals(description)) {
                throw new IllegalArgumentException(
                        "The description of study '" + name + "' should be one line of at most " + LONGEST_DESCRIPTION
                                + " characters, but is '" + description + "'.");
            }
            if (byName.put(name, study) != null) {
                throw new IllegalArgumentException("Two studies have the name '" + name + "'.");
            }
        }
    }

    /** All that the project ships, in the order in which they are listed. */
    public static Studies shipped() {
        return new Studies(List.of(
                new IdentitiesStudy(),
                new BarsAndStripesStudy(),
                new SmallLikelihoodsStudy(),
                new MethodsStudy(),
                new MnistLikelihoodStudy(),
                new LabelsStudy(),
                new PretrainingStudy(),
                new GeneralStudy(),
                new DeepStudy(),
                new PrecisionStudy()));
    }

    public List<Study> all() {
        return List.copyOf(byName.values());
    }

    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(byName.keySet());
    }

    public Optional<Study> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
