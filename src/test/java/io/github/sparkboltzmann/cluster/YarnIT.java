package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs on YARN with Spark 3.5, the newest whose YARN module is to be had, from and to HDFS. */
@Tag("cluster")
class YarnIT {
    private static Path folder;
    private static Hdfs hdfs;
    private static YarnCluster yarn;
    private static SparkHome spark;
    private static Children children;
    private static Training training;

    @BeforeAll
    static void start() throws Exception {
        folder = Children.folder(YarnIT.class);
        hdfs = new Hdfs(folder);
        yarn = new YarnCluster(folder, hdfs.path(""));
        spark = SparkHome.of("3.5").with("HADOOP_CONF_DIR", yarn.configuration().toString());
        children = new Children(folder);
        training = new Training(folder, children);
        hdfs.put(folder.resolve("rows.csv"));
    }

    @AfterAll
    static void stop() {
        children.close();
        yarn.close();
        hdfs.close();
    }

    private static Submission job(String name, String mode, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Submission.spark(
                "yarn",
                "--deploy-mode",
                mode,
                "--num-executors",
                "2",
                "--executor-cores",
                "1",
                "--conf",
                "spark.yarn.jars=local:" + spark.jars() + "/*"));
        all.addAll(matrixLibrary());
        all.addAll(Arrays.asList(arguments));
        return Submission.start(children, folder, name, spark, all);
    }

    /** Which kernels OpenBLAS takes, it may read in the environment, and YARN's containers have one of their own. */
    private static List<String> matrixLibrary() {
        List<String> options = new ArrayList<>();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("OPENBLAS_")) {
                options.addAll(List.of("--conf", "spark.executorEnv." + name + "=" + value));
                options.addAll(List.of("--conf", "spark.yarn.appMasterEnv." + name + "=" + value));
            }
        });
        return options;
    }

    private static Submission train(String name, String mode, String... more) throws Exception {
        List<String> settings = new ArrayList<>(training.settings());
        settings.addAll(List.of("data.path=" + hdfs.path("rows.csv"), "output=" + hdfs.path(name)));
        settings.addAll(Arrays.asList(more));
        return job(name, mode, settings.toArray(String[]::new));
    }

    @Test
    void trainedEvaluatedAndTransformedInClientMode() throws Exception {
        Submission run = train("client", "client");
        assertEquals(0, run.exitCode(), run::errors);
        training.undisturbed().requireSame(hdfs.path("client/model"));

        String model = "model=" + hdfs.path("client/model");
        String data = "data.path=" + hdfs.path("rows.csv");
        Submission features =
                job("features", "client", "transform", model, data, "output=" + hdfs.path("features.parquet"));
        assertEquals(0, features.exitCode(), features::errors);
        Submission figures =
                job("figures", "client", "evaluate", model, data, "likelihood=none", "output=" + hdfs.path("figures"));
        assertEquals(0, figures.exitCode(), figures::errors);
        assertEquals(500, hdfs.json("figures/evaluation.json").path("rows").asInt());
        assertTrue(hdfs.exists("features.parquet/_SUCCESS"));
    }

    /** There the exit code is that of the driver, unlike a standalone cluster's. */
    @Test
    void trainedInClusterMode() throws Exception {
        Submission run = train("deployed", "cluster");
        assertEquals(0, run.exitCode(), run::errors);
        training.undisturbed().requireSame(hdfs.path("deployed/model"));

        Submission refused = train("refused", "cluster", "data.path=" + hdfs.path("nothing.csv"));
        assertEquals(1, refused.exitCode(), refused::errors);
        assertFalse(hdfs.exists("refused/model"));
    }

    @Test
    void anExecutorThatIsKilled() throws Exception {
        Trials.run("executor", "executor killed (kill -9) on YARN", "same bytes", name -> {
            Submission run = train(name, "client");
            run.await("epoch 3/");
            ProcessHandle.allProcesses()
                    .filter(YarnIT::isExecutor)
                    .findFirst()
                    .orElseThrow()
                    .destroyForcibly();
            assertEquals(0, run.exitCode(), run::errors);
            assertTrue(run.errors().contains("Lost executor"), run::errors);
            training.undisturbed().requireSame(hdfs.path(name + "/model"));
        });
    }

    private static boolean isExecutor(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        return command.contains("YarnCoarseGrainedExecutorBackend") && !command.contains("bash");
    }
}
