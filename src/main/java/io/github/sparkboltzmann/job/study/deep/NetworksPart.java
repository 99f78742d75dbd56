package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Pictures;
import io.github.sparkboltzmann.job.study.Spread;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import io.github.sparkboltzmann.job.study.StudyRows;
import io.github.sparkboltzmann.job.study.pretraining.Softmax;
import io.github.sparkboltzmann.ml.DeepBeliefNetwork;
import io.github.sparkboltzmann.ml.DeepBeliefNetworkModel;
import io.github.sparkboltzmann.ml.DeepRestrictedNetwork;
import io.github.sparkboltzmann.ml.DeepRestrictedNetworkModel;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMLikelihood;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.ml.RBMSetters;
import io.github.sparkboltzmann.report.SampleGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Part {@code networks}: an RBM, a deep restricted network and a belief network of as many parameters on binarised MNIST: likelihoods where they are defined, a linear
 * classifier on all hidden layers, and samples.
 */
final class NetworksPart {
    private static final StudyData SET = StudyData.MNIST_BINARIZED;
    private static final int RBM_HIDDEN = 500;
    /** 391,994 parameters of a stack, 393,284 of the RBM. */
    private static final int[] HIDDEN = {400, 193};

    private static final double PENALTY = 1e-4;
    private static final String ACCURACY = ": linear classifier on all hidden layers, test accuracy, %";
    private static final int ACROSS = 8;
    private static final int DOWN = 8;
    private static final int PIXELS = 784;

    private final StudyContext context;
    private final int epochs;
    private final Dataset<Row> train;
    private final Dataset<Row> test;

    private NetworksPart(StudyContext context) {
        this.context = context;
        this.epochs = context.choose(30, 1);
        this.train = StudyRows.labelled(context, SET, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")
                .cache();
        this.test = StudyRows.labelled(context, SET, "test-images-idx3-ubyte.gz", "test-labels-idx1-ubyte.gz")
                .cache();
    }

    static List<Claim> run(StudyContext context) {
        return new NetworksPart(context).run();
    }

    /** What one seed came to: figures by name, in their order. */
    private Map<String, Double> run(long seed, boolean isShown) {
        RBMModel rbm = settings(new RBM("rbm").setNumHidden(RBM_HIDDEN), epochs, seed)
                .setListener(context.listener())
                .fit(train);
        DeepRestrictedNetworkModel network = settings(
                        new DeepRestrictedNetwork("drbn")
                                .setHiddenLayers(HIDDEN)
                                .setPretrainIter(epochs / 2)
                                .setPretrainLearningRate(0.05),
                        epochs - epochs / 2,
                        seed)
                .setListener(context.listener())
                .fit(train);
        DeepBeliefNetworkModel belief = settings(new DeepBeliefNetwork("dbn").setHiddenLayers(HIDDEN), epochs, seed)
                .setListener(context.listener())
                .fit(train);
        if (isShown) {
            picture(rbm, network, belief, seed);
        }
        Map<String, Double> reached = new LinkedHashMap<>();
        reached.put("RBM: test log-likelihood, larger log Z of AIS and reverse AIS, nats", likelihood(rbm, seed));
        reached.put("belief network: bound of the test log-likelihood, larger log Z, nats", bound(belief, seed));
        reached.put("RBM: reconstruction error a pixel", rbm.evaluate(test).reconstructionError());
        reached.put(
                "deep restricted network, no likelihood is defined: reconstruction error a pixel",
                network.evaluate(test).reconstructionError());
        rbm.setOutputCol("h1");
        reached.put("RBM" + ACCURACY, accuracy(rbm.transform(train), rbm.transform(test), "h1"));
        network.setOutputCol("").setLayerCols("h1", "h2");
        reached.put(
                "deep restricted network" + ACCURACY,
                accuracy(network.transform(train), network.transform(test), "h1", "h2"));
        belief.setOutputCol("").setLayerCols("h1", "h2");
        reached.put("belief network" + ACCURACY, accuracy(belief.transform(train), belief.transform(test), "h1", "h2"));
        reached.put(
                "parameters of a stack", (double) network.stored().parameters().values().length);
        reached.put("parameters of the RBM", (double) rbm.stored().parameters().values().length);
        reached.forEach(
                (name, value) -> context.say(String.format(Locale.ROOT, "seed %d, %s: %.4g", seed, name, value)));
        return reached;
    }

    private List<Claim> run() {
        context.setting("networks.epochs", epochs);
        double pixels = accuracy(train, test, DataReader.FEATURES);
        List<Map<String, Double>> all = new ArrayList<>();
        for (long seed : context.seeds()) {
            all.add(run(seed, all.isEmpty()));
        }
        train.unpersist();
        test.unpersist();
        List<Claim> claims = new ArrayList<>();
        for (String name : all.get(0).keySet()) {
            double[] values =
                    all.stream().mapToDouble(reached -> reached.get(name)).toArray();
            String text = name + Spread.text(values, 4);
            claims.add(
                    name.endsWith(ACCURACY)
                            ? Claim.atLeast(text + ", against pixels", Spread.mean(values), pixels)
                            : Claim.information(text, Spread.mean(values)));
        }
        return claims;
    }

    /**
     * Persistent chains, centred, a falling rate: of 0.03, 0.1, 0.3 and 0.6 chosen on validation rows, as were persistent chains for the network without a likelihood, whose
     * chains from noise lead nowhere after contrastive divergence.
     */
    private <E extends RBMSetters<E>> E settings(E estimator, int ownEpochs, long seed) {
        return estimator
                .setModelPhase("pcd")
                .setStatistics("hidden-probabilities")
                .setBatchSize(100)
                .setNumPartitions(1)
                .setLocalSteps(500)
                .setMaxIter(ownEpochs)
                .setMonitorEvery(ownEpochs)
                .setLikelihood("none")
                .setLearningRate(0.3)
                .setLearningRateSchedule("linear")
                .setFinalLearningRate(1e-4)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setAverageDecay(0.999)
                .setOnDivergence("warn")
                .setSeed(seed);
    }

    private double likelihood(RBMModel model, long seed) {
        return model.meanLogLikelihood(
                test, logZ(model.likelihood(), train, seed).leastFlattering());
    }

    private double bound(DeepBeliefNetworkModel belief, long seed) {
        RBMModel top = RBMModel.of(belief.top()).setFeaturesCol("below").setBinarize("none");
        belief.setOutputCol("").setLayerCols("below", "");
        LogZReport logZ = logZ(top.likelihood(), belief.transform(train.limit(10_000)), seed);
        return belief.meanBound(test, logZ.leastFlattering(), context.choose(20, 2), seed);
    }

    private LogZReport logZ(RBMLikelihood likelihood, Dataset<Row> rows, long seed) {
        AnnealingSettings annealing = AnnealingSettings.reference(seed).temperatures(context.choose(14_500, 200));
        return likelihood.bothWays(
                context.session().sparkContext(), likelihood.base(rows), annealing, context.choose(5_000, 50));
    }

    /** Test accuracy of a linear classifier on all of these layers, percent. */
    private double accuracy(Dataset<Row> trainRows, Dataset<Row> testRows, String... layers) {
        VectorAssembler all = new VectorAssembler().setInputCols(layers).setOutputCol("all");
        Dataset<Row> rows =
                all.transform(trainRows).select("all", DataReader.LABEL).cache();
        LogisticRegressionModel model = Softmax.fit(rows, "all", PENALTY, false, context.choose(60, 5));
        rows.unpersist();
        return 100 * Softmax.accuracy(model, all.transform(testRows));
    }

    /** A block of samples of each, side by side. */
    private void picture(RBMModel rbm, DeepRestrictedNetworkModel network, DeepBeliefNetworkModel belief, long seed) {
        int sweeps = context.choose(1_000, 20);
        int count = ACROSS * DOWN;
        float[][][] blocks = {
            Pictures.greys(rbm.sampler()
                    .setSweeps(sweeps)
                    .setInitialMean(0.13)
                    .setSeed(seed)
                    .sample(count)),
            Pictures.greys(network.sampler().setSweeps(sweeps).setSeed(seed).sample(count)),
            Pictures.greys(belief.sampler().setSweeps(sweeps).setSeed(seed).sample(count))
        };
        List<float[]> shown = new ArrayList<>();
        float[] gap = new float[PIXELS];
        Arrays.fill(gap, 1);
        for (int row = 0; row < DOWN; row++) {
            for (int b = 0; b < blocks.length; b++) {
                if (b > 0) {
                    shown.add(gap);
                }
                shown.addAll(Arrays.asList(blocks[b]).subList(row * ACROSS, (row + 1) * ACROSS));
            }
        }
        String title = String.format(
                Locale.ROOT,
                "Chains from noise, %,d sweeps: RBM 500 (left), deep restricted network 400-193, belief network 400-193 (right)",
                sweeps);
        context.file(
                "networks-samples.png",
                SampleGrid.png(context.title(title), shown.toArray(float[][]::new), 28, 28, 3 * ACROSS + 2));
    }
}
