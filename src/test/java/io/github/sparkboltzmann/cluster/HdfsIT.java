package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private static JobsOnHdfs jobs(String... spark) {
        return new JobsOnHdfs(hdfs, training, (name, job) -> {
            List<String> all = new ArrayList<>(Submission.spark(cluster.url(), spark));
            all.addAll(job);
            return Submission.start(children, folder, name, all);
        });
    }

    @Test
    void trainedEvaluatedAndTransformedInClientModeFromAndToHdfs() throws Exception {
        jobs().requireAll();
    }

    /** The exit code says nothing there (SPARK-56539): what counts is whether a whole model is in place. */
    @Test
    void trainedInClusterModeFromAndToHdfs() throws Exception {
        JobsOnHdfs jobs = jobs("--deploy-mode", "cluster", "--conf", "spark.standalone.submit.waitAppCompletion=true");
        jobs.train("deployed").exitCode();
        jobs.requireUndisturbed("deployed");

        Submission failed = jobs.train("refused", "data.path=" + hdfs.path("nothing.csv"));
        failed.exitCode();
        assertFalse(hdfs.exists("refused/model"));
    }

    /** Its lock, its pointer and what it removes go through renames and creations, for which HDFS has rules of its own. */
    @Test
    void runsOfAScheduleArePublishedAndRemovedOnHdfs() throws Exception {
        for (String date : List.of("2026-01-30", "2026-01-31", "2026-02-01", "2026-02-01")) {
            List<String> all = new ArrayList<>(Submission.spark(cluster.url()));
            all.addAll(List.of(
                    "retrain",
                    "root=" + hdfs.path("scheduled"),
                    "date=" + date,
                    "data.path=" + hdfs.path("rows.csv"),
                    "rbm.numHidden=10",
                    "rbm.maxIter=10",
                    "rbm.learningRate=0.1",
                    "keep.runs=1",
                    "keep.published=1",
                    "pictures=false"));
            Submission run = Submission.start(children, folder, "retrain-" + date, all);
            assertEquals(0, run.exitCode(), run::errors);
            assertTrue(hdfs.exists("scheduled/runs/" + date + "/_SUCCESS"), run::errors);
        }
        JsonNode decision = hdfs.json("scheduled/runs/2026-02-01/run.json").path("decision");
        String current = decision.path("publish").asBoolean() ? "2026-02-01" : "2026-01-31";
        assertEquals(current + "\n", hdfs.text("scheduled/CURRENT"));
        assertEquals("2026-01-31", decision.path("against").asText(), decision::toString);
        assertFalse(hdfs.exists("scheduled/runs/2026-01-31"));
        assertFalse(hdfs.exists("scheduled/published/2026-01-30"));
    }

    @Test
    void hdfsThatIsAwayForAWhile() throws Exception {
        Trials.run("away", "HDFS away for a while", "missed checkpoints are said, goes on, same bytes", name -> {
            Submission run = jobs().train(
                            name,
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
                    Submission run = jobs().train(name, settings);
                    run.await("epoch 4/");
                    hdfs.kill();
                    assertEquals(1, run.exitCode(), run::errors);
                    assertTrue(run.errors().contains("boltzmann: Could not "), run::errors);
                    assertFalse(run.errors().contains("failed unexpectedly"), run::errors);
                    hdfs.start();
                    Submission again = jobs().train(name, settings);
                    assertEquals(0, again.exitCode(), again::errors);
                    assertTrue(again.errors().contains("Going on from the checkpoint"), again::errors);
                    jobs().requireUndisturbed(name);
                });
    }
}
