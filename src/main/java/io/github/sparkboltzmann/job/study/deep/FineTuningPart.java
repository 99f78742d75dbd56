package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Digits;
import io.github.sparkboltzmann.job.study.Spread;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Part {@code finetuning}: a belief network pretrained without labels, then trained by Spark's backpropagation with all labels. */
final class FineTuningPart {
    private FineTuningPart() {}

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(30, 1);
        int iterations = context.choose(40, 2);
        int[] hidden = context.choose(new int[] {1_000, 500}, new int[] {50, 50});
        context.setting("finetuning.pretrainingEpochs", epochs);
        context.setting("finetuning.iterations", iterations);
        context.setting("finetuning.hiddenLayers", java.util.Arrays.toString(hidden));
        Digits digits = Mnist.digits(context);
        double[] errors = new double[context.seeds().size()];
        double pretraining = 0;
        double tuning = 0;
        for (int s = 0; s < errors.length; s++) {
            long seed = context.seeds().get(s);
            long start = System.nanoTime();
            DeepBeliefNetworkModel network = Mnist.network(epochs, seed, hidden)
                    .setListener(context.listener())
                    .fit(digits.train());
            pretraining += (System.nanoTime() - start) * 1e-9 / errors.length;
            start = System.nanoTime();
            FineTuned tuned = FineTuned.of(network, digits.train(), iterations);
            tuning += (System.nanoTime() - start) * 1e-9 / errors.length;
            errors[s] = 100 * tuned.error(digits.test());
            context.say(String.format(
                    Locale.ROOT, "seed %d: fine-tuned test error %.2f %%, loss %.5f", seed, errors[s], tuned.loss()));
        }
        digits.release();
        List<Claim> claims = new ArrayList<>();
        String what = "MNIST, " + java.util.Arrays.toString(hidden) + ", pretrained for " + epochs
                + " epochs a step, then " + iterations + " iterations of L-BFGS: ";
        claims.add(Claim.atMost(
                what + "test error, %" + Spread.text(errors, 2) + " (published 1.25)", Spread.mean(errors), 1.6));
        claims.add(Claim.information(what + "seconds of pretraining, mean", pretraining));
        claims.add(Claim.information(what + "seconds of fine-tuning, mean", tuning));
        return claims;
    }
}
