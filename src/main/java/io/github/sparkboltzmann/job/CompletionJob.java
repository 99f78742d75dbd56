package io.github.sparkboltzmann.job;

import static org.apache.spark.sql.functions.lit;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.LoadedData;
import io.github.sparkboltzmann.ml.BoltzmannImputer;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.report.SampleGrid;
import io.github.sparkboltzmann.spark.HiddenErrors;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The part of job {@code generate} that fills in what a table's rows miss, or what is hidden from the machine, and then says how well. */
final class CompletionJob {
    static final String COMPLETED = "completed.parquet";
    static final String PICTURE = "completed.png";

    private static final String MASK = "hidden";
    private static final String OUTPUT = "completed";

    private final JobConfig config;

    CompletionJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        DataSettings.of(config, true); // What is set wrongly is said before Spark starts.
        SparkSession session = Sessions.open("generate");
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        RunFolder folder = new RunFolder(configuration, config.text("output"), config.flag("overwrite"));
        folder.requireFree(COMPLETED, PICTURE);
        StoredModel model = Models.stored(configuration, config.text("model"));
        int columns = GenerateJob.columns(model);
        int[] shape = HiddenColumns.shape(config, columns);
        double[] mask = HiddenColumns.mask(config.text("complete.hide"), columns, shape[0], shape[1]);
        LoadedData data = DataReader.read(session, DataSettings.of(config, true));
        System.err.println(data.describe());
        Dataset<Row> table = data.dataset().drop(DataReader.SOURCE);
        BoltzmannImputer imputer = imputer(model);
        folder.parquet(
                COMPLETED, imputer.transform(table.withColumn(MASK, lit(mask))).drop(MASK));
        Dataset<Row> written = session.read().parquet(folder.path(COMPLETED).toString());
        folder.bytes(PICTURE, picture(model, imputer, table, mask, shape));
        if (Arrays.stream(mask).anyMatch(hidden -> hidden != 0)) {
            HiddenErrors errors = HiddenErrors.of(written.select(DataReader.FEATURES, OUTPUT), mask, model.scaling());
            System.out.println("Hidden values: mean squared error "
                    + Numbers.significant(errors.meanSquared(), 4)
                    + " (states; the Brier score of binary ones), sum a row "
                    + Numbers.significant(errors.squaredPerRow(), 4));
        }
        System.out.println(data.rows() + " rows and a picture of the first are in " + config.text("output"));
    }

    private BoltzmannImputer imputer(StoredModel model) {
        return BoltzmannImputer.of(model)
                .setFeaturesCol(DataReader.FEATURES)
                .setOutputCol(OUTPUT)
                .setMaskCol(MASK)
                .setStrategy(config.text("complete.strategy"))
                .setSweeps(config.whole("complete.sweeps"))
                .setBurnIn(config.whole("complete.burnIn"))
                .setAnnealing(config.text("complete.annealing"))
                .setHandleInvalid(config.text("data.handleInvalid"))
                .setSeed(config.wholeLong("seed"));
    }

    /** Of the first rows, in rows of pictures: the data where something was hidden, what was given, and what came of it. */
    private byte[] picture(
            StoredModel model, BoltzmannImputer imputer, Dataset<Row> table, double[] mask, int[] shape) {
        int across = config.whole("picture.columns");
        boolean hidden = Arrays.stream(mask).anyMatch(h -> h != 0);
        int kinds = hidden ? 3 : 2;
        int bands = Math.max(1, config.whole("picture.rows") / kinds);
        List<Row> rows = imputer.transform(table.limit(across * bands).withColumn(MASK, lit(mask)))
                .select(DataReader.FEATURES, OUTPUT)
                .collectAsList();
        List<Vector> pictures = new ArrayList<>();
        for (int first = 0; first < rows.size(); first += across) {
            List<Row> band = rows.subList(first, Math.min(rows.size(), first + across));
            if (hidden) {
                band.forEach(row -> pictures.add(row.getAs(0)));
                fill(pictures, across);
            }
            band.forEach(row -> pictures.add(given(row.getAs(0), mask)));
            fill(pictures, across);
            band.forEach(row -> pictures.add(row.getAs(1)));
            fill(pictures, across);
        }
        String title = (hidden ? "data, given, completed: " : "given, completed: ") + config.text("complete.strategy")
                + " of " + config.whole("complete.sweeps") + " sweeps";
        return SampleGrid.png(title, Greys.of(model, pictures), shape[0], shape[1], across);
    }

    /** Empties the rest of a row of pictures, so that the next begins below. */
    private static void fill(List<Vector> pictures, int across) {
        double[] nothing = new double[pictures.get(0).size()];
        Arrays.fill(nothing, Double.NaN);
        while (pictures.size() % across != 0) {
            pictures.add(Vectors.dense(nothing));
        }
    }

    private static Vector given(Vector values, double[] mask) {
        double[] given = values.toArray().clone();
        for (int i = 0; i < given.length; i++) {
            given[i] = mask[i] == 0 ? given[i] : Double.NaN;
        }
        return Vectors.dense(given);
    }
}
