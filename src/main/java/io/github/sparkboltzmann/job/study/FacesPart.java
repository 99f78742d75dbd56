package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.report.SampleGrid;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Grey faces by Gaussian visible units on standardised pixels: how well they are reconstructed, and what chains from noise look like.
 *
 * <p>Errors are squared distances a pixel in units of the pixels' own variances, in which predicting each pixel's mean has error 1. All
 * pictures are training rows: nothing here says how well a new face would do.
 */
final class FacesPart {
    private static final StudyData SET = StudyData.FACES;
    private static final int WIDTH = 20;
    private static final int HEIGHT = 28;
    private static final int SAMPLES = 40;
    private static final int COLUMNS = 10;
    private static final double WHITE = 255;

    private FacesPart() {}

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(100, 20);
        int sweeps = context.choose(1_000, 500);
        context.setting("faces.epochs", epochs);
        context.setting("faces.sweeps", sweeps);
        Dataset<Row> rows = StudyRows.read(context, SET, SET.files().get(0)).cache();
        double[] errors = new double[context.seeds().size()];
        StoredModel first = null;
        for (int s = 0; s < errors.length; s++) {
            long seed = context.seeds().get(s);
            RBMModel model = rbm(epochs, seed).setListener(context.listener()).fit(rows);
            errors[s] = model.evaluate(rows).reconstructionError();
            first = s == 0 ? model.stored() : first;
            context.say(String.format(
                    Locale.ROOT, "faces, seed %d: reconstruction error %.4f a pixel, of 1", seed, errors[s]));
        }
        float[][] data = pictures(rows);
        rows.unpersist();
        float[][] samples = samples(first, sweeps, context.seeds().get(0));
        context.file("faces.png", png(context, "Samples: chains from noise, " + sweeps + " sweeps at T = 1", samples));
        context.file("faces-data.png", png(context, "Faces of the training data", spread(data, SAMPLES)));
        String what = "faces, Gaussian units, 300 hidden, CD-1, " + epochs + " epochs: ";
        return List.of(
                Claim.atMost(
                        what + "squared error of reconstructions of training rows, of 1 for the mean face"
                                + Spread.text(errors, 3),
                        Spread.mean(errors),
                        context.choose(0.2, 0.25)),
                Claim.information(
                        what + "deviation between samples, a part of that between training faces, mean of pixels",
                        meanDeviation(samples) / meanDeviation(data),
                        1,
                        Claim.Better.HIGHER),
                Claim.information(what + "part of the samples' pixels that are black to white", inRange(samples)));
    }

    /** Reconstructions are drawn: means in their place give smaller errors (0.10), and samples with the blotches of noise that was never trained on. */
    private static RBM rbm(int epochs, long seed) {
        return new RBM("rbm")
                .setVisibleUnits("gaussian")
                .setScaling("standardize")
                .setNumHidden(300)
                .setBatchSize(50)
                .setStatistics("hidden-probabilities")
                .setLearningRate(0.002)
                .setNumPartitions(1)
                .setLocalSteps(50)
                .setMaxIter(epochs)
                .setMonitorEvery(epochs)
                .setLikelihood("none")
                .setSeed(seed);
    }

    /** Means of pixels given the hidden states after the last sweep, as grey values from 0 to 1 where they are in range. */
    static float[][] samples(StoredModel model, int sweeps, long seed) {
        GibbsSampler sampler = new GibbsSampler(model.machine(), Kernels.elementwise(), Kernels.batchProducts());
        sampler.load(model.parameters().values());
        States states = new States(model.machine());
        states.resize(SAMPLES);
        DrawKey key = DrawKey.of(seed, 0, Purpose.SAMPLING.number());
        int units = states.size(0);
        NormalDraws.fill(states.state(0), 0, SAMPLES, units, 1, key.at(0, 0));
        sampler.draw(states, 1, 1, key, 0, 0);
        SweepPlan plan = SweepPlan.free(model.machine());
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            sampler.sweep(states, plan, 1, key, sweep, 0);
        }
        return grey(states.mean(0), SAMPLES, model.scaling());
    }

    /** States {@code [rows, units]} in the pixels' own units, of which white is 255, divided by white. */
    static float[][] grey(float[] states, int rows, InputScaling scaling) {
        int units = scaling.mean().length;
        float[][] pictures = new float[rows][units];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < units; i++) {
                pictures[r][i] = (float) (scaling.valueOf(i, states[r * units + i]) / WHITE);
            }
        }
        return pictures;
    }

    private static float[][] pictures(Dataset<Row> rows) {
        return rows.select(DataReader.FEATURES).collectAsList().stream()
                .map(row -> {
                    double[] pixels = row.<Vector>getAs(0).toArray();
                    float[] picture = new float[pixels.length];
                    for (int i = 0; i < pixels.length; i++) {
                        picture[i] = (float) (pixels[i] / WHITE);
                    }
                    return picture;
                })
                .toArray(float[][]::new);
    }

    /** So many rows at equal distances: neighbours in the file are neighbours in a film. */
    private static float[][] spread(float[][] rows, int count) {
        float[][] chosen = new float[count][];
        for (int i = 0; i < count; i++) {
            chosen[i] = rows[(int) ((long) i * rows.length / count)];
        }
        return chosen;
    }

    private static byte[] png(StudyContext context, String title, float[][] pictures) {
        return SampleGrid.png(context.title(title), pictures, WIDTH, HEIGHT, COLUMNS);
    }

    /** Mean over pixels of the standard deviation over pictures. */
    static double meanDeviation(float[][] pictures) {
        double total = 0;
        int units = pictures[0].length;
        for (int i = 0; i < units; i++) {
            int pixel = i;
            double mean = Arrays.stream(pictures)
                    .mapToDouble(picture -> picture[pixel])
                    .average()
                    .orElseThrow();
            total += Math.sqrt(Arrays.stream(pictures)
                    .mapToDouble(picture -> (picture[pixel] - mean) * (picture[pixel] - mean))
                    .average()
                    .orElseThrow());
        }
        return total / units;
    }

    /** The part of all pixels that lie in [0, 1]. */
    static double inRange(float[][] pictures) {
        long inside = 0;
        long all = 0;
        for (float[] picture : pictures) {
            for (float pixel : picture) {
                inside += pixel >= 0 && pixel <= 1 ? 1 : 0;
                all++;
            }
        }
        return (double) inside / all;
    }
}
