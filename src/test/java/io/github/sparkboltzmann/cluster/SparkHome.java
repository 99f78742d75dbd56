package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Spark that {@code submit/boltzmann} runs on: the one that the build brought, or, as an installation is, one of another version. */
final class SparkHome {
    /** The one of the build, which {@code submit/boltzmann} finds by itself. */
    static final SparkHome BUILT = new SparkHome(null, Map.of());

    /** Versions that the profile {@code cluster} brings beside it, oldest first. */
    static final List<String> OTHERS = List.of("3.5", "4.0");

    private final Path folder;
    private final Map<String, String> environment;

    private SparkHome(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** An installation of another version: its jars and its {@code bin/spark-submit}. */
    static SparkHome of(String version) throws IOException {
        Path folder = Children.BASE.resolve("target/cluster/spark-" + version);
        assertTrue(Files.isDirectory(folder.resolve("jars")), () -> folder + "/jars is missing: build with -Pcluster.");
        Path submit = Files.createDirectories(folder.resolve("bin")).resolve("spark-submit");
        try (InputStream script = SparkHome.class.getResourceAsStream("/spark-submit")) {
            Files.copy(script, submit, StandardCopyOption.REPLACE_EXISTING);
        }
        assertTrue(submit.toFile().setExecutable(true));
        // What the job says is the same there; Spark itself would say more.
        return new SparkHome(
                folder,
                Map.of(
                        "SPARK_HOME", folder.toString(),
                        "SPARK_CONF_DIR", Children.BASE.resolve("conf").toString()));
    }

    /** The same with one more variable in the environment. */
    SparkHome with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new SparkHome(folder, more);
    }

    /** Its folder of jars. */
    Path jars() {
        return (folder == null ? Children.SPARK_HOME : folder).resolve("jars");
    }

    /** Its {@code spark-submit}. */
    String submit() {
        return folder.resolve("bin/spark-submit").toString();
    }

    /** Makes it the one of a process. */
    void prepare(Map<String, String> variables) {
        variables.remove("SPARK_HOME");
        variables.remove("SPARK_CONF_DIR");
        variables.put("SPARK_LOCAL_IP", "127.0.0.1");
        variables.putAll(environment);
    }
}
