package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in {@code submit/} as a person starts them: other processes, the real SparkSubmit, the shaded jar. */
class SubmitIT {
    private static final Path BASE = Path.of(System.getProperty("project.basedir", "."));

    @TempDir
    private Path folder;

    private int submit(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(BASE.resolve("submit").resolve(script).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().remove("SPARK_HOME");
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the command did not end");
        return process.exitValue();
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void quickstartShowsAndLeavesWhatTheReadmeSays() throws Exception {
        assertEquals(0, submit("quickstart", "--output", "result"), () -> read("stderr"));
        assertTrue(text("stdout").contains("linear classifier on RBM features"), text("stdout"));
        for (String name : List.of(
                "model/parameters.safetensors",
                "model/machine.json",
                "features.parquet",
                "metrics.json",
                "history.csv",
                "learning-curve.png",
                "monitors.png",
                "filters.png",
                "reconstructions.png")) {
            assertTrue(Files.exists(folder.resolve("result").resolve(name)), name);
        }
        JsonNode accuracy = new ObjectMapper()
                .readTree(folder.resolve("result/metrics.json").toFile())
                .path("testAccuracy");
        // One split of few test rows, on any processor: seeds differ by a percent or two.
        assertTrue(accuracy.path("rbmFeatures").asDouble() > 0.93, accuracy.toString());
        assertTrue(accuracy.path("rawPixels").asDouble() > 0.9, accuracy.toString());
        assertFalse(text("stderr").contains(" INFO "), "Spark's log is off by default: " + text("stderr"));
    }

    @Test
    void exitCodesComeThroughSparkSubmit() throws Exception {
        assertEquals(2, submit("boltzmann", "train", "rbm.numHiden=3"));
        assertTrue(text("stderr").contains("did you mean 'rbm.numHidden'?"), text("stderr"));
        assertEquals(1, submit("boltzmann", "train", "data.path=nothing.csv"));
        assertTrue(text("stderr").contains("nothing.csv"), text("stderr"));
        assertFalse(text("stderr").contains("\tat "), text("stderr"));
        assertEquals(2, submit("boltzmann", "dance"));
    }

    @Test
    void aCloneThatWasNeverBuiltIsBuiltFirst() throws Exception {
        Path clone = Files.createDirectories(folder.resolve("clone/submit"));
        Path script = Files.copy(
                BASE.resolve("submit/boltzmann"), clone.resolve("boltzmann"), StandardCopyOption.COPY_ATTRIBUTES);
        Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\necho \"asked to $*\"\nexit 1\n");
        assertTrue(maven.toFile().setExecutable(true));
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "quickstart").redirectErrorStream(true);
        builder.environment().remove("SPARK_HOME");
        builder.environment().put("PATH", maven.getParent() + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, process.waitFor());
        assertTrue(output.contains("-DskipTests package"), output);
        assertTrue(output.contains("boltzmann: the build failed"), output);
    }

    @Test
    void theJobJarCarriesNoSpark() throws IOException {
        File[] jars = BASE.resolve("target").toFile().listFiles((dir, name) -> name.endsWith("-job.jar"));
        assertEquals(1, jars.length);
        try (JarFile jar = new JarFile(jars[0])) {
            assertTrue(jar.stream()
                    .noneMatch(entry -> entry.getName().matches("(org/apache/(spark|hadoop)|org/mlflow.*|scala)/.*")));
            assertTrue(jar.stream().anyMatch(entry -> entry.getName().equals("conf/train.conf")));
        }
    }

    private String read(String name) {
        try {
            return text(name);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
