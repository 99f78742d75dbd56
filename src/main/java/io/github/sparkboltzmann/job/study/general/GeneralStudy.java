package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Study;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import io.github.sparkboltzmann.job.study.StudyParts;
import java.util.List;

/** Study {@code general}: machines whose units may all be connected, in parts that stand for themselves. */
public final class GeneralStudy implements Study {
    private static final StudyParts PARTS = new StudyParts()
            .with("sampler", SamplerPart::run)
            .with("nltcs", StudyData.NLTCS, NltcsPart::run)
            .with("digits", StudyData.MNIST_BINARIZED, DigitsPart::run)
            .with("encoders", EncoderPart::run)
            .with("shifter", ShifterPart::run)
            .with("energy", EnergyPart::run)
            .with("cost", CostPart::run);

    @Override
    public String name() {
        return "general";
    }

    @Override
    public String description() {
        return "general machines: exact distributions, encoders, shifter, physics, cost";
    }

    @Override
    public List<String> parts() {
        return PARTS.names();
    }

    @Override
    public List<Claim> run(StudyContext context) {
        return PARTS.run(context);
    }
}
