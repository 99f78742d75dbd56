package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Study;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Study {@code deep}: machines and networks of several hidden layers, in parts that stand for themselves. */
public final class DeepStudy implements Study {
    private static final Map<String, Function<StudyContext, List<Claim>>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("bound", BoundPart::run);
        PARTS.put("dbm", on(StudyData.MNIST_BINARIZED, DbmPart::run));
        PARTS.put("gradients", on(StudyData.MNIST, GradientsPart::run));
        PARTS.put("finetuning", on(StudyData.MNIST, FineTuningPart::run));
        PARTS.put("labels", on(StudyData.MNIST, LabelsPart::run));
        PARTS.put("networks", on(StudyData.MNIST_BINARIZED, NetworksPart::run));
    }

    @Override
    public String name() {
        return "deep";
    }

    @Override
    public String description() {
        return "deep machines: bounds, likelihoods, fine-tuning, few labels, gradients";
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
