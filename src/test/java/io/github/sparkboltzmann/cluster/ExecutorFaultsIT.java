package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What befalls executors, workers and tasks of a cluster: after it the model has the bytes of an undisturbed run. */
@Tag("cluster")
class ExecutorFaultsIT {
    private static final String SAME = "same bytes";

    private static Path folder;
    private static StandaloneCluster cluster;
    private static Children children;
    private static Training training;

    @BeforeAll
    static void start() throws Exception {
        folder = Children.folder(ExecutorFaultsIT.class);
        cluster = new StandaloneCluster(folder.resolve("cluster"), 1);
        children = new Children(folder);
        training = new Training(folder, children);
    }

    @AfterAll
    static void stop() {
        children.close();
        cluster.close();
    }

    private static Submission start(String name, String... spark) throws Exception {
        return training.start(name, Submission.spark(cluster.url(), spark));
    }

    private static void requireUndisturbed(Submission run, String name) throws Exception {
        assertEquals(0, run.exitCode(), run::errors);
        training.requireUndisturbed(name);
    }

    @Test
    void anExecutorThatEndsInTheMiddleOfAnUpdate() throws Exception {
        Trials.run("halt", "executor ends in the middle of an update", SAME, name -> {
            Submission run = start(name, training.fault(FaultPlugin.Kind.HALT, name));
            requireUndisturbed(run, name);
            assertTrue(training.done(name).contains("halts"));
            assertTrue(run.errors().contains("Lost executor"), run::errors);
        });
    }

    @Test
    void anExecutorThatIsKilled() throws Exception {
        Trials.run("executor", "executor killed (kill -9)", SAME, name -> {
            Submission run = start(name);
            run.await("epoch 3/");
            cluster.killExecutor(1);
            requireUndisturbed(run, name);
            assertTrue(run.errors().contains("Lost executor"), run::errors);
        });
    }

    @Test
    void aWorkerThatIsKilled() throws Exception {
        Trials.run("worker", "worker killed (kill -9), executor with it", SAME, name -> {
            Submission run = start(name);
            run.await("epoch 3/");
            cluster.killWorker(1);
            assertTrue(run.isAlive());
            requireUndisturbed(run, name);
            cluster.startWorker(1);
        });
    }

    @Test
    void aTaskThatFailsOnce() throws Exception {
        Trials.run("once", "task that fails once", SAME, name -> {
            Submission run = start(name, training.fault(FaultPlugin.Kind.FAIL_ONCE, name));
            requireUndisturbed(run, name);
            assertTrue(training.done(name).containsAll(List.of("fails", "attempt 1 of partition 0")));
        });
    }

    @Test
    void aTaskThatAlwaysFails() throws Exception {
        Trials.run(
                "always",
                "task that always fails",
                "refused with the task's reason; started again without the fault it goes on, same bytes",
                name -> {
                    String checkpoints = "rbm.checkpointDir=" + folder.resolve(name + "-checkpoints");
                    List<String> spark =
                            Submission.spark(cluster.url(), training.fault(FaultPlugin.Kind.FAIL_ALWAYS, name));
                    Submission run = training.start(name, spark, checkpoints, "rbm.checkpointInterval=1");
                    assertEquals(1, run.exitCode(), run::errors);
                    assertTrue(run.errors().contains("boltzmann: "), run::errors);
                    assertTrue(run.errors().contains("a fault that a test wants"), run::errors);
                    assertFalse(run.errors().contains("failed unexpectedly"), run::errors);
                    assertFalse(Files.exists(folder.resolve(name).resolve("model")));
                    Submission again = training.start(name, Submission.spark(cluster.url()), checkpoints);
                    requireUndisturbed(again, name);
                    assertTrue(again.errors().contains("Going on from the checkpoint"), again::errors);
                });
    }

    @Test
    void aStragglerWithSpeculation() throws Exception {
        Trials.run("straggler", "straggler, speculation on", SAME, name -> {
            String[] faults = training.fault(
                    FaultPlugin.Kind.SLEEP,
                    name,
                    "--conf",
                    "spark.speculation=true",
                    "--conf",
                    "spark.speculation.quantile=0.5");
            Submission run = start(name, faults);
            requireUndisturbed(run, name);
            assertTrue(training.done(name).containsAll(List.of("sleeps", "attempt 1 of partition 0")));
        });
    }

    @Test
    void cachedRowsThatAreDropped() throws Exception {
        Trials.run("evict", "cached partitions evicted", SAME, name -> {
            Submission run = start(name, training.fault(FaultPlugin.Kind.EVICT, name));
            requireUndisturbed(run, name);
            assertTrue(training.done(name).stream().anyMatch(line -> line.startsWith("drops rdd_")));
        });
    }
}
