package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.job.study.Digits;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import io.github.sparkboltzmann.job.study.StudyRows;
import io.github.sparkboltzmann.ml.DeepBeliefNetwork;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** MNIST in greys with its labels, and the stack that is pretrained on it. */
final class Mnist {
    private static final StudyData SET = StudyData.MNIST;
    private static final double WHITE = 255;
    private static final int VALIDATION_ROWS = 10_000;

    private Mnist() {}

    static Digits digits(StudyContext context) {
        List<String> files = SET.files();
        return Digits.of(
                StudyRows.labelled(context, SET, files.get(0), files.get(1)),
                StudyRows.labelled(context, SET, files.get(2), files.get(3)),
                WHITE,
                VALIDATION_ROWS);
    }

    /** A belief network without label units, whose steps are trained by plain CD-1, as features for a classifier want it. */
    static DeepBeliefNetwork network(int epochs, long seed, int... hidden) {
        return new DeepBeliefNetwork("dbn")
                .setHiddenLayers(hidden)
                .setBatchSize(100)
                .setNumPartitions(1)
                .setLocalSteps(500)
                .setMaxIter(epochs)
                .setMonitorEvery(epochs)
                .setLikelihood("none")
                .setLearningRate(0.1)
                .setMomentum(0.5)
                .setFinalMomentum(0.9)
                .setCenteringRate(0)
                .setOnDivergence("warn")
                .setSeed(seed);
    }

    /** The perceptron of the lowest hidden layers of another, under a softmax of as many of its random weights. */
    static MultilayerPerceptronClassifier lowest(MultilayerPerceptronClassifier whole, int depth, int classes) {
        int[] layers = Arrays.copyOf(whole.getLayers(), depth + 2);
        layers[depth + 1] = classes;
        double[] all = whole.getInitialWeights().toArray();
        int below = 0;
        for (int l = 0; l < depth; l++) {
            below += (layers[l] + 1) * layers[l + 1];
        }
        int softmax = layers[depth] * classes;
        double[] weights = Arrays.copyOf(all, below + softmax + classes);
        int from = all.length - classes - softmax;
        System.arraycopy(all, from, weights, below, softmax);
        Arrays.fill(weights, below + softmax, weights.length, 0);
        Vector initial = Vectors.dense(weights);
        return new MultilayerPerceptronClassifier()
                .setFeaturesCol(whole.getFeaturesCol())
                .setLayers(layers)
                .setInitialWeights(initial);
    }
}
