package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
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

    private static JobsOnHdfs jobs(String mode) {
        return new JobsOnHdfs(hdfs, training, (name, job) -> {
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
            all.addAll(job);
            return Submission.start(children, folder, name, spark, all);
        });
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

    @Test
    void trainedEvaluatedAndTransformedInClientMode() throws Exception {
        jobs("client").requireAll();
    }

    /** There the exit code is that of the driver, unlike a standalone cluster's. */
    @Test
    void trainedInClusterMode() throws Exception {
        JobsOnHdfs jobs = jobs("cluster");
        Submission run = jobs.train("deployed");
        assertEquals(0, run.exitCode(), run::errors);
        jobs.requireUndisturbed("deployed");

        Submission refused = jobs.train("refused", "data.path=" + hdfs.path("nothing.csv"));
        assertEquals(1, refused.exitCode(), refused::errors);
        assertFalse(hdfs.exists("refused/model"));
    }

    @Test
    void anExecutorThatIsKilled() throws Exception {
        Trials.run("executor", "executor killed (kill -9) on YARN", "same bytes", name -> {
            JobsOnHdfs jobs = jobs("client");
            Submission run = jobs.train(name);
            run.await("epoch 3/");
            ProcessHandle.allProcesses()
                    .filter(YarnIT::isExecutor)
                    .findFirst()
                    .orElseThrow()
                    .destroyForcibly();
            assertEquals(0, run.exitCode(), run::errors);
            assertTrue(run.errors().contains("Lost executor"), run::errors);
            jobs.requireUndisturbed(name);
        });
    }

    private static boolean isExecutor(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        return command.contains("YarnCoarseGrainedExecutorBackend") && !command.contains("bash");
    }
}
