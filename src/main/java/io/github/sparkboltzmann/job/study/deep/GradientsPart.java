package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Digits;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.report.LineChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Part {@code gradients}: does pretraining keep gradients from vanishing? The gradient of the cross-entropy by layer, of sigmoid stacks of 2 to 6 hidden layers under a
 * softmax, where training by backpropagation begins: with random or with pretrained weights.
 *
 * <p>The gradient is what one step of plain gradient descent of Spark's perceptron changes, divided by the step. Random weights are normal, of deviation
 * {@code 1 / sqrt(inputs)}; the softmax is the same small random one in both.
 */
final class GradientsPart {
    private static final int WIDTH = 200;
    private static final int DEEPEST = 6;
    private static final int CLASSES = 10;
    private static final int ROWS = 5_000;
    private static final double STEP = 1e-3;

    private GradientsPart() {}

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(10, 1);
        context.setting("gradients.epochs", epochs);
        context.setting("gradients.width", WIDTH);
        Digits digits = Mnist.digits(context);
        Dataset<Row> some = digits.train().filter(Digits.ROW + " < " + ROWS).cache();
        int seeds = context.seeds().size();
        double[][][] random = new double[DEEPEST + 1][seeds][];
        double[][][] pretrained = new double[DEEPEST + 1][seeds][];
        for (int s = 0; s < seeds; s++) {
            long seed = context.seeds().get(s);
            int[] hidden = new int[DEEPEST];
            Arrays.fill(hidden, WIDTH);
            DeepBeliefNetworkModel network = Mnist.network(epochs, seed, hidden)
                    .setListener(context.listener())
                    .fit(digits.train());
            MultilayerPerceptronClassifier whole = network.perceptron(CLASSES, seed);
            for (int depth = 2; depth <= DEEPEST; depth++) {
                MultilayerPerceptronClassifier own = Mnist.lowest(whole, depth, CLASSES);
                pretrained[depth][s] = gradients(own, some);
                random[depth][s] =
                        gradients(own.setInitialWeights(random(own.getLayers(), own.getInitialWeights(), seed)), some);
            }
        }
        some.unpersist();
        digits.release();
        context.file("gradients.png", chart(context, random, pretrained));
        return claims(context, random, pretrained);
    }

    /** Root mean square of the gradient of each layer's weights, from the lowest; the softmax last. */
    private static double[] gradients(MultilayerPerceptronClassifier start, Dataset<Row> rows) {
        Vector before = start.getInitialWeights();
        Vector after = start.setSolver("gd")
                .setStepSize(STEP)
                .setMaxIter(1)
                .setTol(0)
                .fit(rows)
                .weights();
        int[] layers = start.getLayers();
        double[] norms = new double[layers.length - 1];
        int at = 0;
        for (int l = 0; l < norms.length; l++) {
            int weights = layers[l] * layers[l + 1];
            double squares = 0;
            for (int i = at; i < at + weights; i++) {
                double g = (after.apply(i) - before.apply(i)) / STEP;
                squares += g * g;
            }
            norms[l] = Math.sqrt(squares / weights);
            at += weights + layers[l + 1];
        }
        return norms;
    }

    /** Random weights below the softmax, biases 0; the softmax as it is. */
    private static Vector random(int[] layers, Vector initial, long seed) {
        double[] weights = initial.toArray().clone();
        int at = 0;
        for (int l = 0; l + 2 < layers.length; l++) {
            float[] draws = new float[layers[l] * layers[l + 1]];
            NormalDraws.fill(draws, 0, layers[l], layers[l + 1], 1 / Math.sqrt(layers[l]), DrawKey.of(seed, l, 1));
            for (float draw : draws) {
                weights[at++] = draw;
            }
            Arrays.fill(weights, at, at + layers[l + 1], 0);
            at += layers[l + 1];
        }
        return Vectors.dense(weights);
    }

    /** The gradient of the lowest layer over that of the highest hidden one. */
    private static double ratio(double[] norms) {
        return norms[0] / norms[norms.length - 2];
    }

    private static List<Claim> claims(StudyContext context, double[][][] random, double[][][] pretrained) {
        List<Claim> claims = new ArrayList<>();
        for (int depth = 2; depth <= DEEPEST; depth++) {
            double own = geometricMean(pretrained[depth]);
            double other = geometricMean(random[depth]);
            String text = String.format(
                    Locale.ROOT,
                    "%d hidden layers of %d: gradient of the lowest layer, times that of the highest hidden one, pretrained (random start: %.2g)",
                    depth,
                    WIDTH,
                    other);
            claims.add(Claim.information(text, own, other, Claim.Better.HIGHER));
        }
        double falls = geometricMean(pretrained[2]) / geometricMean(pretrained[DEEPEST]);
        double randomFalls = geometricMean(random[2]) / geometricMean(random[DEEPEST]);
        claims.add(Claim.atMost(
                String.format(
                        Locale.ROOT,
                        "from 2 to %d hidden layers that ratio falls by a factor of, pretrained against random start (smaller is better)",
                        DEEPEST),
                falls,
                randomFalls));
        return claims;
    }

    private static double geometricMean(double[][] runs) {
        return Math.exp(Arrays.stream(runs)
                .mapToDouble(norms -> Math.log(ratio(norms)))
                .average()
                .orElseThrow());
    }

    private static byte[] chart(StudyContext context, double[][][] random, double[][][] pretrained) {
        LineChart chart = new LineChart(
                        context.title("MNIST: gradient of each layer's weights where backpropagation begins"),
                        "layer, counted from the softmax (0)",
                        "log10 of the root mean square")
                .direct();
        for (int depth : new int[] {2, 4, 6}) {
            add(chart, "pretrained, " + depth + " hidden", pretrained[depth]);
            add(chart, "random, " + depth + " hidden", random[depth]);
        }
        return chart.png();
    }

    private static void add(LineChart chart, String name, double[][] runs) {
        double[] x = IntStream.range(0, runs[0].length)
                .mapToDouble(l -> l + 1 - runs[0].length)
                .toArray();
        double[] y = new double[x.length];
        for (double[] run : runs) {
            for (int l = 0; l < y.length; l++) {
                y[l] += Math.log10(run[l]) / runs.length;
            }
        }
        chart.series(name, x, y);
    }
}
