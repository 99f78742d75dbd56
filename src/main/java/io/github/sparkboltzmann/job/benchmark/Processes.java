package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The processes that take part: one of ours for each Spark master, one of each peer for each number of threads; started when first asked for. */
final class Processes implements AutoCloseable {
    private static final int SECONDS_TO_START = 180;
    private static final Map<String, String> PACKAGES =
            Map.of("numpy_pcd", "python3-numpy", "sklearn_rbm", "python3-sklearn", "torch_pcd", "python3-torch");

    private final Path scripts;
    private final Path logs;
    private final Report report;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final List<Child> started = new CopyOnWriteArrayList<>();

    /**
     * @param scripts the folder {@code submit}
     * @param logs where processes leave their standard error
     */
    Processes(Path scripts, Path logs, Report report) {
        this.scripts = scripts;
        this.logs = logs;
        this.report = report;
    }

    /** Our own process with so many task threads. */
    Child spark(int tasks) {
        return spark("local[" + tasks + "]");
    }

    /** Our own process, and so many executors, each a process with one core of a standalone cluster of this machine. */
    Child cluster(int executors) {
        return spark("local-cluster[" + executors + ",1,1024]");
    }

    private Child spark(String name) {
        return children.computeIfAbsent(name, master -> {
            Map<String, String> environment = new HashMap<>();
            String home = System.getenv("SPARK_HOME");
            if (home != null && !Files.isExecutable(Path.of(home, "bin", "spark-submit"))) {
                // Spark from the build: the script finds it again.
                environment.put("SPARK_HOME", null);
            }
            List<String> command = List.of(
                    scripts.resolve("boltzmann").toString(),
                    "--master",
                    master,
                    "--driver-memory",
                    "4g",
                    "--conf",
                    "spark.ui.enabled=false",
                    "--conf",
                    "spark.log.level=ERROR",
                    "--conf",
                    "spark.scheduler.minRegisteredResourcesRatio=1.0",
                    "benchmark-part");
            Path log = logs.resolve("spark-" + children.size() + ".log");
            Child child = Child.start("spark-boltzmann " + master, command, environment, log, SECONDS_TO_START);
            started.add(child);
            return child;
        });
    }

    /** A peer with so many threads; null where this machine does not have it, which the report then says. */
    Child peer(Peer peer) {
        String key = peer.script() + " " + peer.threads();
        if (!children.containsKey(key)) {
            children.put(key, startPeer(peer));
        }
        return children.get(key);
    }

    private Child startPeer(Peer peer) {
        String threads = Integer.toString(peer.threads());
        Map<String, String> environment = Map.of(
                "OPENBLAS_NUM_THREADS", threads,
                "OMP_NUM_THREADS", threads,
                "MKL_NUM_THREADS", threads,
                "PYTHONDONTWRITEBYTECODE", "1");
        for (String python : pythons()) {
            Path log = logs.resolve(peer.script() + "-" + threads + ".log");
            try {
                Child child = Child.start(
                        peer.name(),
                        List.of(
                                python,
                                scripts.resolve("peers/" + peer.script() + ".py")
                                        .toString()),
                        environment,
                        log,
                        SECONDS_TO_START);
                JsonNode hello = child.hello();
                if (!hello.has("missing")) {
                    started.add(child);
                    report.fact(
                            peer.name() + ", " + threads + (peer.threads() == 1 ? " thread" : " threads"),
                            hello.path("version").asText() + ", "
                                    + hello.path("blas").asText());
                    return child;
                }
                child.close();
            } catch (Child.ChildException e) {
                report.note(e.getMessage());
            }
        }
        report.note(peer.name() + " is not here: its lines are left out. On Debian and Ubuntu: apt-get install "
                + PACKAGES.get(peer.script()) + "; BOLTZMANN_PYTHON names another Python.");
        return null;
    }

    /** The user's Python; else that of the path, and the system's, whose packages the package manager installs. */
    private static List<String> pythons() {
        String users = System.getenv("BOLTZMANN_PYTHON");
        if (users != null && !users.isBlank()) {
            return List.of(users);
        }
        List<String> pythons = new ArrayList<>(List.of("python3"));
        if (Files.isExecutable(Path.of("/usr/bin/python3"))) {
            pythons.add("/usr/bin/python3");
        }
        return pythons;
    }

    /** Ends all of them at once: the benchmark was interrupted. */
    void stop() {
        started.forEach(Child::stop);
    }

    @Override
    public void close() {
        started.forEach(Child::close);
    }
}
