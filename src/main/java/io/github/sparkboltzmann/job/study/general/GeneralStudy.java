package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Study;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Study {@code general}: machines whose units may all be connected, in parts that stand for themselves. */
public final class GeneralStudy implements Study {
    private static final Map<String, Function<StudyContext, List<Claim>>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("sampler", SamplerPart::run);
        PARTS.put("nltcs", on(StudyData.NLTCS, NltcsPart::run));
        PARTS.put("digits", on(StudyData.MNIST_BINARIZED, DigitsPart::run));
        PARTS.put("encoders", EncoderPart::run);
        PARTS.put("shifter", ShifterPart::run);
        PARTS.put("energy", EnergyPart::run);
        PARTS.put("cost", CostPart::run);
    }

    @Override
    public String name() {
        return "general";
    }

    @Override
    public String description() {
        return "general machines: exact distributions, encoders, shifter, physics, cost";
    }

    /** A part on a data set that may not be there. */
    private static Function<StudyContext, List<Claim>> on(StudyData set, Function<StudyContext, List<Claim>> part) {
        return context -> {
            if (context.has(set)) {
                return part.apply(context);
            }
            context.say("Left out, since " + set.folder() + " is not there: " + set.source()
                    + "; name its folder with --data.");
            return List.of();
        };
    }

    @Override
    public List<String> parts() {
        return List.copyOf(PARTS.keySet());
    }

    @Override
    public List<Claim> run(StudyContext context) {
        List<Claim> claims = new ArrayList<>();
        PARTS.forEach((name, part) -> claims.addAll(context.wants(name) ? part.apply(context) : List.of()));
        return claims;
    }
}
