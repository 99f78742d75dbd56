package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.ml.BoltzmannImputer;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import io.github.sparkboltzmann.report.SampleGrid;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The right half of each test digit hidden and completed by the machine, its label unknown, too. Brier score: mean squared difference a hidden pixel between
 * the completion's probability and the binary pixel.
 */
final class CompletionPart {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;
    private static final int SIDE = 28;
    private static final int SHOWN = 10;

    private CompletionPart() {}

    static List<Claim> run(StudyContext context, RBMClassificationModel model) {
        int sweeps = context.choose(300, 20);
        BinaryDigits test = BinaryDigits.of(
                StudyRows.labelled(context, SET, "test-images-idx3-ubyte.gz", "test-labels-idx1-ubyte.gz")
                        .limit(context.choose(10_000, 200)));
        BinaryDigits train = BinaryDigits.of(
                StudyRows.labelled(context, SET, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"));
        boolean[] seen = new boolean[SIDE * SIDE];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = i % SIDE < SIDE / 2;
        }
        context.say("completing " + test.rows + " digits, " + sweeps + " sweeps");
        BoltzmannImputer imputer = model.imputer()
                .setStrategy("mean")
                .setBurnIn(50)
                .setSweeps(sweeps)
                .setIdCol("id")
                .setOutputCol("completed")
                .setSeed(context.seeds().get(0));
        float[] completed = completed(imputer.transform(table(context, test, seen)), test.rows);
        int[] nearest = test.nearest(train, seen, null);
        float[] copies = new float[completed.length];
        float[] means = means(train);
        float[] meanOfAll = new float[completed.length];
        for (int r = 0; r < test.rows; r++) {
            System.arraycopy(train.values, nearest[r] * train.pixels, copies, r * train.pixels, train.pixels);
            System.arraycopy(means, 0, meanOfAll, r * train.pixels, train.pixels);
        }
        double own = brier(completed, test, seen);
        double copied = brier(copies, test, seen);
        context.file("completion.png", picture(context, test, seen, completed, copies));
        String what =
                String.format(Locale.ROOT, "right half of %,d test digits, mean over %,d sweeps: ", test.rows, sweeps);
        return List.of(
                Claim.atMost(
                        what + "Brier score a pixel, against completion by the nearest training digit", own, copied),
                Claim.information("the same of the training digits' mean", brier(meanOfAll, test, seen)));
    }

    /** Columns features (255 for a pixel that is on, NaN for a hidden one) and id. */
    private static Dataset<Row> table(StudyContext context, BinaryDigits digits, boolean[] seen) {
        StructType schema = new StructType()
                .add(DataReader.FEATURES, SQLDataTypes.VectorType())
                .add("id", DataTypes.LongType);
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < digits.rows; r++) {
            double[] picture = new double[digits.pixels];
            for (int i = 0; i < picture.length; i++) {
                picture[i] = seen[i] ? 255 * digits.values[r * digits.pixels + i] : Double.NaN;
            }
            rows.add(RowFactory.create(Vectors.dense(picture), (long) r));
        }
        return context.session().createDataFrame(rows, schema).repartition(2);
    }

    /** Probabilities {@code [rows, pixels]}, by id. */
    private static float[] completed(Dataset<Row> table, int rows) {
        float[] values = new float[rows * SIDE * SIDE];
        Iterator<Row> all = table.select("id", "completed").toLocalIterator();
        while (all.hasNext()) {
            Row row = all.next();
            int at = (int) row.getLong(0) * SIDE * SIDE;
            Vector picture = row.getAs(1);
            for (int i = 0; i < SIDE * SIDE; i++) {
                values[at + i] = (float) (picture.apply(i) / 255);
            }
        }
        return values;
    }

    private static float[] means(BinaryDigits digits) {
        double[] sums = new double[digits.pixels];
        for (int i = 0; i < digits.values.length; i++) {
            sums[i % digits.pixels] += digits.values[i];
        }
        float[] means = new float[digits.pixels];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / digits.rows);
        }
        return means;
    }

    static double brier(float[] probabilities, BinaryDigits truth, boolean[] seen) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < truth.values.length; i++) {
            if (!seen[i % truth.pixels]) {
                double difference = probabilities[i] - truth.values[i];
                sum += difference * difference;
                count++;
            }
        }
        return sum / count;
    }

    /** Lines of ten: the digit, what is given of it, the machine's completion, the nearest training digit's. */
    private static byte[] picture(
            StudyContext context, BinaryDigits test, boolean[] seen, float[] completed, float[] copies) {
        List<float[]> shown = new ArrayList<>();
        int pixels = test.pixels;
        for (int line = 0; line < 2; line++) {
            for (int kind = 0; kind < 4; kind++) {
                for (int k = 0; k < SHOWN; k++) {
                    int r = Math.min(test.rows - 1, line * SHOWN + k);
                    float[] digit = test.row(r);
                    for (int i = 0; kind > 0 && i < pixels; i++) {
                        float hidden =
                                kind == 1 ? 0.5f : kind == 2 ? completed[r * pixels + i] : copies[r * pixels + i];
                        digit[i] = seen[i] ? digit[i] : hidden;
                    }
                    shown.add(digit);
                }
            }
        }
        String title = "Test digits, what is given, completed, by the nearest training digit";
        return SampleGrid.png(context.title(title), shown.toArray(float[][]::new), SIDE, SIDE, SHOWN);
    }
}
