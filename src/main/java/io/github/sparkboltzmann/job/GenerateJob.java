package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.BoltzmannSampler;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.DeepRestrictedNetworkModel;
import io.github.sparkboltzmann.ml.Sampler;
import io.github.sparkboltzmann.ml.StackSampler;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.report.SampleGrid;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Job {@code generate}: samples of a model as a table and a picture, or a table's missing values filled in. */
final class GenerateJob {
    static final String SAMPLES = "samples.parquet";
    static final String PICTURE = "samples.png";

    private final JobConfig config;

    GenerateJob(JobConfig config) {
        this.config = config;
    }

    void run() {
        if (!config.text("data.path").isBlank()) {
            new CompletionJob(config).run();
            return;
        }
        Map<Integer, Double> clamp = clamp(config.texts("clamp"));
        int[] labels = labels(config.texts("labels"));
        SparkSession session = Sessions.open("generate");
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        RunFolder folder = new RunFolder(configuration, config.text("output"), config.flag("overwrite"));
        folder.requireFree(SAMPLES, PICTURE);
        String path = config.text("model");
        DeepBeliefNetworkModel network = Models.isNetwork(configuration, path) ? Models.loadNetwork(path) : null;
        StoredModel model = network == null ? Models.stored(configuration, path) : network.recognition();
        Sampler sampler = sampler(network, model, clamp, labels);
        int columns = columns(model);
        int[] shape = HiddenColumns.shape(config, columns);
        System.err.println(config.whole("number") + " chains of " + config.whole("sweeps") + " sweeps");
        folder.parquet(SAMPLES, sampler.sample(session, config.wholeLong("number")));
        Dataset<Row> written = session.read().parquet(folder.path(SAMPLES).toString());
        folder.bytes(PICTURE, picture(model, shown(written, labels.length), shape, labels.length));
        System.out.println(config.whole("number") + " samples and a picture of them are in " + config.text("output"));
    }

    /** Of a machine by Gibbs sweeps; of stacks by passes, which have fewer settings. */
    private Sampler sampler(
            DeepBeliefNetworkModel network, StoredModel model, Map<Integer, Double> clamp, int[] labels) {
        boolean stack = StackMachine.isStack(model.machine());
        if (network == null && !stack) {
            return sampler(model, clamp, labels);
        }
        for (String key : List.of("temperature", "initialTemperature", "annealing", "clamp", "rowTotal")) {
            if (config.isGiven(key)) {
                throw new UsageException("Setting '" + key
                        + "' is of machines with a joint energy, which a stack has not; leave it out.");
            }
        }
        StackSampler sampler = network != null
                ? network.sampler()
                : DeepRestrictedNetworkModel.of(model).sampler();
        if (config.number("initialMean") >= 0) {
            sampler.setInitialMean(config.number("initialMean"));
        }
        return sampler.setSweeps(config.whole("sweeps"))
                .setSeed(config.wholeLong("seed"))
                .setNumPartitions(config.whole("partitions"))
                .setMeansCol(config.flag("means") ? "means" : "")
                .setLabels(labels);
    }

    private BoltzmannSampler sampler(StoredModel model, Map<Integer, Double> clamp, int[] labels) {
        BoltzmannSampler sampler = BoltzmannSampler.of(model)
                .setSweeps(config.whole("sweeps"))
                .setTemperature(config.number("temperature"))
                .setInitialTemperature(config.number("initialTemperature"))
                .setAnnealing(config.text("annealing"))
                .setRowTotal(config.whole("rowTotal"))
                .setInitialMean(config.number("initialMean") < 0 ? Double.NaN : config.number("initialMean"))
                .setSeed(config.wholeLong("seed"))
                .setNumPartitions(config.whole("partitions"))
                .setMeansCol(config.flag("means") ? "means" : "")
                .setLabels(labels);
        return clamp.isEmpty() ? sampler : sampler.setClamp(clamp);
    }

    /** The first samples; with labels those of a class after the other, as many as fit into a row of pictures. */
    private List<Vector> shown(Dataset<Row> table, int labels) {
        int across = config.whole("picture.columns");
        int most = across * config.whole("picture.rows");
        int rows = labels > 0 ? labels * across : most;
        List<Row> first = table.orderBy("chain").limit(rows).collectAsList();
        String column = config.flag("means") ? "means" : "features";
        List<Vector> shown = new ArrayList<>();
        int classes = Math.max(1, labels);
        int each = Math.max(1, first.size() / classes);
        for (int i = 0; i < each * classes; i++) {
            int chain = labels > 0 ? i % each * classes + i / each : i;
            if (chain < first.size()) {
                shown.add(first.get(chain).getAs(column));
            }
        }
        return shown;
    }

    private byte[] picture(StoredModel model, List<Vector> rows, int[] shape, int labels) {
        String title = rows.size() + (config.flag("means") ? " samples, P(v | h)" : " samples") + " after "
                + config.whole("sweeps") + " sweeps";
        int across = config.whole("picture.columns");
        int columns = labels > 0 ? Math.max(1, Math.min(across, rows.size() / labels)) : across;
        return SampleGrid.png(title, Greys.of(model, rows), shape[0], shape[1], columns);
    }

    static int columns(StoredModel model) {
        return model.machine().layer(model.machine().layers(true)[0]).size();
    }

    private static Map<Integer, Double> clamp(List<String> entries) {
        Map<Integer, Double> clamp = new LinkedHashMap<>();
        for (String entry : entries) {
            String[] parts = entry.split("=", 2);
            try {
                clamp.put(Integer.parseInt(parts[0].strip()), Double.parseDouble(parts[parts.length - 1].strip()));
            } catch (NumberFormatException e) {
                throw notAClamp(entry, e);
            }
            if (parts.length != 2) {
                throw notAClamp(entry, null);
            }
        }
        return clamp;
    }

    private static UsageException notAClamp(String entry, Exception cause) {
        return new UsageException(
                "Setting 'clamp' should be a list of column=value, as [\"3=1\"], but has '" + entry + "'.", cause);
    }

    private static int[] labels(List<String> entries) {
        try {
            return entries.stream().mapToInt(Integer::parseInt).toArray();
        } catch (NumberFormatException e) {
            throw new UsageException("Setting 'labels' should be a list of whole numbers, but is " + entries + ".", e);
        }
    }
}
