package io.github.sparkboltzmann.job.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The parts of a study by name, in their order; a part whose data set is not there is left out, and says so. */
public final class StudyParts {
    private final Map<String, Function<StudyContext, List<Claim>>> parts = new LinkedHashMap<>();

    /** Adds a part that needs no data. */
    public StudyParts with(String name, Function<StudyContext, List<Claim>> part) {
        parts.put(name, part);
        return this;
    }

    /** Adds a part on a data set that may not be there. */
    public StudyParts with(String name, StudyData set, Function<StudyContext, List<Claim>> part) {
        return with(name, context -> {
            if (context.has(set)) {
                return part.apply(context);
            }
            context.say("Left out, since " + set.folder() + " is not there: " + set.source()
                    + "; name its folder with --data.");
            return List.of();
        });
    }

    public List<String> names() {
        return List.copyOf(parts.keySet());
    }

    /** The claims of the parts that are wanted. */
    public List<Claim> run(StudyContext context) {
        List<Claim> claims = new ArrayList<>();
        parts.forEach((name, part) -> claims.addAll(context.wants(name) ? part.apply(context) : List.of()));
        return claims;
    }
}
