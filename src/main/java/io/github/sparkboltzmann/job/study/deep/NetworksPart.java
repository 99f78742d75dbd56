package io.github.sparkboltzmann.job.study.deep;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.evaluate.AnnealingSettings;
import io.github.sparkboltzmann.evaluate.LogZReport;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Pictures;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import io.github.sparkboltzmann.job.study.StudyRows;
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
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
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
    private static final int ACROSS = 8;
    private static final int DOWN = 8;
    private static final int PIXELS = 784;

    private final StudyContext context;
    private final int epochs;
    private final long seed;
    private final Dataset<Row> train;
    private final Dataset<Row> test;

    private NetworksPart(StudyContext context) {
        this.context = context;
        this.epochs = context.choose(30, 1);
        this.seed = context.seeds().get(0);
        this.train = StudyRows.labelled(context, SET, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")
                .cache();
        this.test = StudyRows.labelled(context, SET, "test-images-idx3-ubyte.gz", "test-labels-idx1-ubyte.gz")
                .cache();
    }

    static List<Claim> run(StudyContext context) {
        return new NetworksPart(context).run();
    }

    private List<Claim> run() {
        context.setting("networks.epochs", epochs);
        RBMModel rbm = settings(new RBM("rbm").setNumHidden(RBM_HIDDEN), epochs)
                .setListener(context.listener())
                .fit(train);
        DeepRestrictedNetworkModel network = settings(
                        new DeepRestrictedNetwork("drbn")
                                .setHiddenLayers(HIDDEN)
                                .setPretrainIter(epochs / 2)
                                .setPretrainLearningRate(0.05),
                        epochs - epochs / 2)
                .setListener(context.listener())
                .fit(train);
        DeepBeliefNetworkModel belief = settings(new DeepBeliefNetwork("dbn").setHiddenLayers(HIDDEN), epochs)
                .setListener(context.listener())
                .fit(train);
        int stack = network.stored().parameters().values().length;
        int single = rbm.stored().parameters().values().length;
        List<Claim> claims = new ArrayList<>();
        claims.add(Claim.within("parameters of a stack 400-193 and of an RBM of 500", stack, single, 0.01 * single));
        double rbmLikelihood = likelihood(rbm);
        double bound = bound(belief);
        claims.add(Claim.information(
                "RBM: test log-likelihood, larger log Z of AIS and reverse AIS, nats", rbmLikelihood));
        claims.add(Claim.information("belief network: bound of the test log-likelihood, larger log Z, nats", bound));
        claims.add(Claim.information(
                "deep restricted network: no likelihood is defined; reconstruction error a pixel",
                network.evaluate(test).reconstructionError()));
        claims.add(Claim.information(
                "RBM: reconstruction error a pixel", rbm.evaluate(test).reconstructionError()));
        double pixels = accuracy(train, test, DataReader.FEATURES);
        claims.add(accuracy("RBM", rbm.setOutputCol("h1").transform(train), rbm.transform(test), pixels, "h1"));
        network.setOutputCol("").setLayerCols("h1", "h2");
        claims.add(accuracy(
                "deep restricted network", network.transform(train), network.transform(test), pixels, "h1", "h2"));
        belief.setOutputCol("").setLayerCols("h1", "h2");
        claims.add(accuracy("belief network", belief.transform(train), belief.transform(test), pixels, "h1", "h2"));
        picture(rbm, network, belief);
        train.unpersist();
        test.unpersist();
        return claims;
    }

    /** Those of a likelihood: persistent chains, centred, a falling rate; of the network that has none contrastive divergence. */
    private <E extends RBMSetters<E>> E settings(E estimator, int ownEpochs) {
        String phase = estimator instanceof DeepRestrictedNetwork ? "cd" : "pcd";
        return estimator
                .setModelPhase(phase)
                .setStatistics("hidden-probabilities")
                .setBatchSize(100)
                .setNumPartitions(1)
                .setLocalSteps(500)
                .setMaxIter(ownEpochs)
                .setMonitorEvery(ownEpochs)
                .setLikelihood("none")
                .setLearningRate(0.1)
                .setLearningRateSchedule("linear")
                .setFinalLearningRate(1e-4)
                .setMomentum(0)
                .setFinalMomentum(0)
                .setRegParam(0)
                .setAverageDecay(0.999)
                .setOnDivergence("warn")
                .setSeed(seed);
    }

    private double likelihood(RBMModel model) {
        return model.meanLogLikelihood(test, logZ(model.likelihood(), train).leastFlattering());
    }

    private double bound(DeepBeliefNetworkModel belief) {
        RBMModel top = RBMModel.of(belief.top()).setFeaturesCol("below").setBinarize("none");
        belief.setOutputCol("").setLayerCols("below", "");
        LogZReport logZ = logZ(top.likelihood(), belief.transform(train.limit(10_000)));
        return belief.meanBound(test, logZ.leastFlattering(), context.choose(20, 2), seed);
    }

    private LogZReport logZ(RBMLikelihood likelihood, Dataset<Row> rows) {
        AnnealingSettings annealing = AnnealingSettings.reference(seed).temperatures(context.choose(14_500, 200));
        return likelihood.bothWays(
                context.session().sparkContext(), likelihood.base(rows), annealing, context.choose(5_000, 50));
    }

    private Claim accuracy(
            String name, Dataset<Row> trainRows, Dataset<Row> testRows, double pixels, String... layers) {
        VectorAssembler all = new VectorAssembler().setInputCols(layers).setOutputCol("all");
        double own = accuracy(all.transform(trainRows), all.transform(testRows), "all");
        return Claim.atLeast(
                String.format(
                        Locale.ROOT,
                        "%s: linear classifier on all hidden layers, test accuracy, %% (on pixels %.2f)",
                        name,
                        pixels),
                own,
                pixels);
    }

    private double accuracy(Dataset<Row> trainRows, Dataset<Row> testRows, String column) {
        Dataset<Row> rows = trainRows.select(column, DataReader.LABEL).cache();
        LogisticRegressionModel model = new LogisticRegression()
                .setFeaturesCol(column)
                .setLabelCol(DataReader.LABEL)
                .setFamily("multinomial")
                .setStandardization(false)
                .setRegParam(PENALTY)
                .setMaxIter(context.choose(60, 5))
                .fit(rows);
        rows.unpersist();
        return 100
                * new MulticlassClassificationEvaluator()
                        .setMetricName("accuracy")
                        .evaluate(model.transform(testRows));
    }

    /** A block of samples of each, side by side. */
    private void picture(RBMModel rbm, DeepRestrictedNetworkModel network, DeepBeliefNetworkModel belief) {
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
