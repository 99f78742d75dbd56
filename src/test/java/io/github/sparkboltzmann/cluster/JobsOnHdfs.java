package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A training and the jobs that use its model, with rows, model and results on HDFS; where they run is the test's. */
final class JobsOnHdfs {
    private final Hdfs hdfs;
    private final Training training;
    private final Start start;

    /** Starts {@code submit/boltzmann} on a cluster. */
    @FunctionalInterface
    interface Start {
        /** @param arguments the job and its settings */
        Submission start(String name, List<String> arguments) throws Exception;
    }

    JobsOnHdfs(Hdfs hdfs, Training training, Start start) {
        this.hdfs = hdfs;
        this.training = training;
        this.start = start;
    }

    /** Starts the training; its model goes to folder {@code NAME} on HDFS. */
    Submission train(String name, String... more) throws Exception {
        List<String> settings = new ArrayList<>(training.settings());
        settings.addAll(List.of("data.path=" + hdfs.path("rows.csv"), "output=" + hdfs.path(name)));
        settings.addAll(Arrays.asList(more));
        return start.start(name, settings);
    }

    /** The model of a run has to have the bytes of one of a single process on this machine. */
    void requireUndisturbed(String name) throws Exception {
        training.undisturbed().requireSame(hdfs.path(name + "/model"));
    }

    /** All of them, one after the other. */
    void requireAll() throws Exception {
        succeed(train("client"));
        requireUndisturbed("client");
        String model = "model=" + hdfs.path("client/model");
        String data = "data.path=" + hdfs.path("rows.csv");
        succeed(start.start("features", List.of("transform", model, data, "output=" + hdfs.path("features.parquet"))));
        assertTrue(hdfs.exists("features.parquet/_SUCCESS"));
        succeed(start.start(
                "figures", List.of("evaluate", model, data, "likelihood=none", "output=" + hdfs.path("figures"))));
        assertEquals(500, hdfs.json("figures/evaluation.json").path("rows").asInt());
    }

    private static void succeed(Submission run) throws InterruptedException {
        assertEquals(0, run.exitCode(), run::errors);
    }
}
