package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs on a standalone cluster whose data, checkpoints and models are on HDFS. */
@Tag("cluster")
class HdfsIT {
    /** Epochs of a training that outlasts what HDFS needs to be back. */
    private static final String LONG = "rbm.maxIter=300";

    private static Path folder;
    private static Hdfs hdfs;
    private static StandaloneCluster cluster;
    private static Children children;
    private static Training training;

    @BeforeAll
    static void start() throws Exception {
        folder = Children.folder(HdfsIT.class);
        hdfs = new Hdfs(folder);
        cluster = new StandaloneCluster(folder.resolve("cluster"), 2);
        children = new Children(folder);
        training = new Training(folder, children);
        hdfs.put(folder.resolve("rows.csv"));
    }

    @AfterAll
    static void stop() {
        children.close();
        cluster.close();
        hdfs.close();
    }

    private static Submission train(String name, List<String> spark, String... more) throws Exception {
        List<String> settings =
                new ArrayList<>(List.of("data.path=" + hdfs.path("rows.csv"), "output=" + hdfs.path(name)));
        settings.addAll(Arrays.asList(more));
        return training.start(name, spark, settings.toArray(String[]::new));
    }

    private static Submission job(String name, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Submission.spark(cluster.url()));
        all.addAll(Arrays.asList(arguments));
        return Submission.start(children, folder, name, all);
    }

    @Test
    void trainedEvaluatedAndTransformedInClientModeFromAndToHdfs() throws Exception {
        Submission run = train("client", Submission.spark(cluster.url()));
        assertEquals(0, run.exitCode(), run::errors);
        training.undisturbed().requireSame(hdfs.path("client/model"));

        String model = "model=" + hdfs.path("client/model");
        String data = "data.path=" + hdfs.path("rows.csv");
        Submission features = job("features", "transform", model, data, "output=" + hdfs.path("features.parquet"));
        assertEquals(0, features.exitCode(), features::errors);
        Submission figures =
                job("figures", "evaluate", model, data, "likelihood=none", "output=" + hdfs.path("figures"));
        assertEquals(0, figures.exitCode(), figures::errors);
        assertEquals(500, hdfs.json("figures/evaluation.json").path("rows").asInt());
        assertTrue(hdfs.exists("features.parquet/_SUCCESS"));
    }

    /** The exit code says nothing there (SPARK-56539): what counts is whether a whole model is in place. */
    @Test
    void trainedInClusterModeFromAndToHdfs() throws Exception {
        List<String> spark = Submission.spark(
                cluster.url(), "--deploy-mode", "cluster", "--conf", "spark.standalone.submit.waitAppCompletion=true");
        Submission run = train("deployed", spark);
        run.exitCode();
        training.undisturbed().requireSame(hdfs.path("deployed/model"));

        Submission failed = train("refused", spark, "data.path=" + hdfs.path("nothing.csv"));
        failed.exitCode();
        assertFalse(hdfs.exists("refused/model"));
    }

    @Test
    void hdfsThatIsAwayForAWhile() throws Exception {
        Trials.run("away", "HDFS away for a while", "missed checkpoints are said, goes on, same bytes", name -> {
            Submission run = train(
                    name,
                    Submission.spark(cluster.url()),
                    LONG,
                    "rbm.checkpointDir=" + hdfs.path(name + "-checkpoints"),
                    "rbm.checkpointInterval=5");
            run.await("epoch 6/");
            hdfs.kill();
            run.await("Training goes on without this checkpoint");
            TimeUnit.SECONDS.sleep(5);
            hdfs.start();
            assertEquals(0, run.exitCode(), run::errors);
            Submission local = training.start(name + "-local", Submission.spark("local[2]"), LONG);
            assertEquals(0, local.exitCode(), local::errors);
            Machines.in(training.model(name + "-local")).requireSame(hdfs.path(name + "/model"));
        });
    }

    @Test
    void hdfsThatIsAwayForGood() throws Exception {
        Trials.run(
                "lost",
                "HDFS away for good",
                "refused; checkpoints from before are whole, and once it is back the same command goes on, same bytes",
                name -> {
                    String[] settings = {
                        "rbm.checkpointDir=" + hdfs.path(name + "-checkpoints"), "rbm.checkpointInterval=1"
                    };
                    Submission run = train(name, Submission.spark(cluster.url()), settings);
                    run.await("epoch 4/");
                    hdfs.kill();
                    assertEquals(1, run.exitCode(), run::errors);
                    assertTrue(run.errors().contains("boltzmann: Could not "), run::errors);
                    assertFalse(run.errors().contains("failed unexpectedly"), run::errors);
                    hdfs.start();
                    Submission again = train(name, Submission.spark(cluster.url()), settings);
                    assertEquals(0, again.exitCode(), again::errors);
                    assertTrue(again.errors().contains("Going on from the checkpoint"), again::errors);
                    training.undisturbed().requireSame(hdfs.path(name + "/model"));
                });
    }
}
