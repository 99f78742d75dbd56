package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Study;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import io.github.sparkboltzmann.job.study.StudyParts;
import java.util.List;

/** Study {@code deep}: machines and networks of several hidden layers, in parts that stand for themselves. */
public final class DeepStudy implements Study {
    private static final StudyParts PARTS = new StudyParts()
            .with("bound", BoundPart::run)
            .with("dbm", StudyData.MNIST_BINARIZED, DbmPart::run)
            .with("gradients", StudyData.MNIST, GradientsPart::run)
            .with("finetuning", StudyData.MNIST, FineTuningPart::run)
            .with("labels", StudyData.MNIST, LabelsPart::run)
            .with("networks", StudyData.MNIST_BINARIZED, NetworksPart::run);

    @Override
    public String name() {
        return "deep";
    }

    @Override
    public String description() {
        return "deep machines: bounds, likelihoods, fine-tuning, few labels, gradients";
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
