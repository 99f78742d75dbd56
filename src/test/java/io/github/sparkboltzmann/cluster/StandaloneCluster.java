package io.github.sparkboltzmann.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Spark's own cluster of this machine: a master, and two workers at 127.0.0.1 and 127.0.0.2, each a process; closing kills them and their executors.
 *
 * <p>Two addresses, since Spark does not run a speculative copy of a task at the address of the original.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SPARK_HOME", Children.SPARK_HOME.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", "127.0.0.1");

    private final Path folder;
    private final int cores;
    private final Children children;
    private final int port = Ports.free();
    private final int web = Ports.free();
    private final Process[] workers = new Process[WORKERS];

    /**
     * Starts it.
     *
     * @param folder of logs, and of the workers' files
     * @param cores of each worker
     */
    StandaloneCluster(Path folder, int cores) throws IOException, InterruptedException {
        this.folder = folder;
        this.cores = cores;
        this.children = new Children(folder);
        daemon("master", "master.Master", "127.0.0.1", web, "--port", String.valueOf(port));
        Children.await("master", () -> alive() == 0);
        for (int worker = 0; worker < WORKERS; worker++) {
            launch(worker);
        }
        awaitWorkers(WORKERS);
    }

    private Process daemon(String name, String type, String host, int webPort, String... arguments) throws IOException {
        String[] all = new String[arguments.length + 5];
        all[0] = "org.apache.spark.deploy." + type;
        all[1] = "--host";
        all[2] = host;
        all[3] = "--webui-port";
        all[4] = String.valueOf(webPort);
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return children.java(name, Children.SPARK_HOME.resolve("jars") + "/*", ENVIRONMENT, all);
    }

    private void launch(int worker) throws IOException {
        String name = "worker" + (worker + 1);
        workers[worker] = daemon(
                name,
                "worker.Worker",
                "127.0.0." + (worker + 1),
                Ports.free(),
                "--cores",
                String.valueOf(cores),
                "--memory",
                "3g",
                "--work-dir",
                folder.resolve(name).toString(),
                url());
    }

    String url() {
        return "spark://127.0.0.1:" + port;
    }

    /** Kills a worker's executor; waits for one where there is none yet. */
    void killExecutor(int worker) throws InterruptedException {
        Children.await("executor", () -> executor(worker).isPresent());
        executor(worker).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** A worker's executor, if it has one. */
    Optional<ProcessHandle> executor(int worker) {
        return workers[worker]
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .findFirst();
    }

    /** Kills a worker; its executors see that, and go, too. */
    void killWorker(int worker) throws InterruptedException {
        children.adopt(workers[worker]);
        workers[worker].destroyForcibly().waitFor();
        awaitWorkers(WORKERS - 1);
    }

    /** Starts a worker that was killed again. */
    void startWorker(int worker) throws IOException, InterruptedException {
        launch(worker);
        awaitWorkers(WORKERS);
    }

    private void awaitWorkers(int number) throws InterruptedException {
        Children.await("cluster of " + number + " workers", () -> alive() == number);
    }

    /** Workers that the master knows and hears of; -1 where it does not answer. */
    private int alive() {
        try (InputStream json =
                URI.create("http://127.0.0.1:" + web + "/json/").toURL().openStream()) {
            return new ObjectMapper().readTree(json).path("aliveworkers").asInt(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        children.close();
    }
}
