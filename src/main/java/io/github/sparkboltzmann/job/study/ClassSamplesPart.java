package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.report.SampleGrid;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Samples of each class: chains from noise as bright as digits, at temperature 1, with the label given. An independent classifier, trained discriminatively on real
 * digits, says what they are; and their variance within a class and their distance from the nearest training digit are held against those
 * of real test digits, so that neither one shape for all nor copies pass.
 */
final class ClassSamplesPart {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;
    private static final int CLASSES = 10;
    private static final int SHOWN = 10;
    /** Mean of the pixels of training digits. */
    private static final double BRIGHTNESS = 0.13;

    private ClassSamplesPart() {}

    static List<Claim> run(StudyContext context, RBMClassificationModel model) {
        int each = context.choose(100, 10);
        int sweeps = context.choose(1_000, 50);
        Dataset<Row> train = StudyRows.labelled(
                        context, SET, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")
                .cache();
        Dataset<Row> test = StudyRows.labelled(context, SET, "test-images-idx3-ubyte.gz", "test-labels-idx1-ubyte.gz")
                .cache();
        context.say("training the classifier that judges");
        RBMClassificationModel judge = judge(context, train);
        BinaryDigits samples = samples(context, model, each, sweeps);
        double[] recognised = recognised(judge, table(context, samples));
        double real = mean(recognised(judge, test));
        double worst = Arrays.stream(recognised).min().orElseThrow();
        context.say("samples recognised by class: " + Arrays.toString(recognised));

        BinaryDigits training = BinaryDigits.of(train);
        BinaryDigits held = BinaryDigits.of(test);
        double[] ofSamples = distances(samples, training);
        double[] ofTest = distances(held, training);
        double lowestVariance = Double.POSITIVE_INFINITY;
        double lowestDistance = Double.POSITIVE_INFINITY;
        double highestDistance = 0;
        for (int c = 0; c < CLASSES; c++) {
            double variance = samples.varianceWithin(c) / held.varianceWithin(c);
            double distance = byClass(samples, ofSamples, c) / byClass(held, ofTest, c);
            lowestVariance = Math.min(lowestVariance, variance);
            lowestDistance = Math.min(lowestDistance, distance);
            highestDistance = Math.max(highestDistance, distance);
            context.say(String.format(
                    Locale.ROOT,
                    "class %d: recognised %.2f, variance within it %.2f and distance %.2f of those of test digits",
                    c,
                    recognised[c],
                    variance,
                    distance));
        }
        context.file("class-samples.png", picture(context, samples, each, sweeps));
        train.unpersist();
        test.unpersist();
        String what = String.format(Locale.ROOT, "%d samples a class, %,d sweeps from noise: ", each, sweeps);
        return List.of(
                Claim.atLeast(what + "part that a classifier recognises", mean(recognised), context.choose(0.95, 0.0)),
                Claim.atLeast(what + "the same of the worst class", worst, context.choose(0.90, 0.0)),
                Claim.information("test digits: part that a classifier recognises", real),
                Claim.atLeast(
                        what + "variance within the narrowest class, of that of test digits",
                        lowestVariance,
                        context.choose(0.75, 0.0)),
                Claim.atLeast(
                        what
                                + "distance to the nearest training digit, of that of test digits, smallest of the classes",
                        lowestDistance,
                        context.choose(0.75, 0.0)),
                Claim.atMost(what + "the same, largest of the classes", highestDistance, context.choose(1.33, 10.0)));
    }

    /** It shares neither objective nor parameters with what it judges; a perceptron of 100 hidden units knew 95.6 percent of real test digits, which is too few. */
    private static RBMClassificationModel judge(StudyContext context, Dataset<Row> train) {
        int epochs = context.choose(30, 2);
        return LabelMachines.adam(LabelMachines.common(9))
                .setScaling("none")
                .setNumHidden(500)
                .setGenerativeWeight(0)
                .setMaxIter(epochs)
                .setMonitorEvery(epochs)
                .setListener(context.listener())
                .fit(train);
    }

    private static BinaryDigits samples(StudyContext context, RBMClassificationModel model, int each, int sweeps) {
        int[] labels = new int[CLASSES];
        Arrays.setAll(labels, c -> c);
        context.say("sampling " + CLASSES * each + " chains of " + sweeps + " sweeps");
        List<Row> rows = model.sampler()
                .setLabels(labels)
                .setSweeps(sweeps)
                .setInitialMean(BRIGHTNESS)
                .setSeed(context.seeds().get(0))
                .sample(context.session(), (long) CLASSES * each)
                .orderBy("chain")
                .collectAsList();
        float[] values = new float[rows.size() * 784];
        int[] drawn = new int[rows.size()];
        for (int r = 0; r < drawn.length; r++) {
            Vector picture = rows.get(r).getAs("features");
            drawn[r] = r % CLASSES;
            for (int i = 0; i < 784; i++) {
                // In the grey values of the data: 0 and 255.
                values[r * 784 + i] = picture.apply(i) > 127 ? 1 : 0;
            }
        }
        return new BinaryDigits(drawn.length, 784, values, drawn);
    }

    private static Dataset<Row> table(StudyContext context, BinaryDigits digits) {
        StructType schema = new StructType()
                .add(DataReader.FEATURES, org.apache.spark.ml.linalg.SQLDataTypes.VectorType())
                .add(DataReader.LABEL, DataTypes.DoubleType);
        List<Row> rows = java.util.stream.IntStream.range(0, digits.rows)
                .mapToObj(r -> {
                    double[] picture = new double[digits.pixels];
                    float[] row = digits.row(r);
                    Arrays.setAll(picture, i -> row[i]);
                    return RowFactory.create(Vectors.dense(picture), (double) digits.labels[r]);
                })
                .toList();
        return context.session().createDataFrame(rows, schema);
    }

    /** By class. */
    private static double[] recognised(RBMClassificationModel judge, Dataset<Row> rows) {
        double[] right = new double[CLASSES];
        double[] all = new double[CLASSES];
        for (Row row :
                judge.transform(rows).select(DataReader.LABEL, "prediction").collectAsList()) {
            int label = (int) row.getDouble(0);
            all[label]++;
            right[label] += row.getDouble(1) == label ? 1 : 0;
        }
        for (int c = 0; c < CLASSES; c++) {
            right[c] /= all[c];
        }
        return right;
    }

    private static double[] distances(BinaryDigits digits, BinaryDigits training) {
        boolean[] all = new boolean[digits.pixels];
        Arrays.fill(all, true);
        double[] distances = new double[digits.rows];
        digits.nearest(training, all, distances);
        return distances;
    }

    private static double byClass(BinaryDigits digits, double[] values, int label) {
        double sum = 0;
        int count = 0;
        for (int r = 0; r < values.length; r++) {
            if (digits.labels[r] == label) {
                sum += values[r];
                count++;
            }
        }
        return sum / count;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** A row a class, the first chains: none is chosen. */
    private static byte[] picture(StudyContext context, BinaryDigits samples, int each, int sweeps) {
        float[][] shown = new float[CLASSES * SHOWN][];
        for (int c = 0; c < CLASSES; c++) {
            for (int k = 0; k < SHOWN; k++) {
                shown[c * SHOWN + k] = samples.row((k % each) * CLASSES + c);
            }
        }
        String title = String.format(Locale.ROOT, "Samples of each class: from noise, %,d sweeps", sweeps);
        return SampleGrid.png(context.title(title), shown, 28, 28, SHOWN);
    }
}
