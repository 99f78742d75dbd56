package io.github.sparkboltzmann.job.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Study {@code methods}: what each way to train reaches, in parts that stand for themselves: bars and stripes, digits and their negatives, faces, word
 * counts, likelihood against time.
 */
final class MethodsStudy implements Study {
    private static final Map<String, Function<StudyContext, List<Claim>>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("bars", BarsPart::run);
        PARTS.put("negatives", FlipPart::run);
        PARTS.put("faces", FacesPart::run);
        PARTS.put("words", WordsPart::run);
        PARTS.put("curves", CurvesPart::run);
    }

    @Override
    public List<String> parts() {
        return List.copyOf(PARTS.keySet());
    }

    @Override
    public String name() {
        return "methods";
    }

    @Override
    public String description() {
        return "model phases, unit types and centring: what each way to train reaches";
    }

    @Override
    public List<StudyData> data() {
        return List.of(StudyData.MNIST_BINARIZED, StudyData.FACES, StudyData.KOS);
    }

    @Override
    public List<Claim> run(StudyContext context) {
        List<Claim> claims = new ArrayList<>();
        PARTS.forEach((name, part) -> claims.addAll(context.wants(name) ? part.apply(context) : List.of()));
        return claims;
    }
}
