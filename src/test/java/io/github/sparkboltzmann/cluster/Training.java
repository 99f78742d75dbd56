package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The training that faults come upon: its folder, its command, and the bytes that an undisturbed run gives. */
final class Training {
    /** Epochs of it. */
    static final int EPOCHS = 12;

    private final Path folder;
    private final Children children;
    private final List<String> settings;
    private Machines undisturbed;

    Training(Path folder, Children children, String... more) throws IOException {
        this.folder = folder;
        this.children = children;
        Rows.csv(folder.resolve("rows.csv"), 500, 1);
        this.settings = new ArrayList<>(List.of(
                "train",
                "data.path=" + folder.resolve("rows.csv"),
                "rbm.modelPhase=pcd",
                "rbm.numHidden=30",
                "rbm.likelihood=none",
                "rbm.maxIter=" + EPOCHS,
                "pictures=false"));
        settings.addAll(Arrays.asList(more));
    }

    /** Starts it; the model goes to folder {@code NAME}, unless a setting says otherwise. */
    Submission start(String name, List<String> spark, String... more) throws IOException {
        return Submission.start(children, folder, name, arguments(name, spark, more));
    }

    /** The arguments of {@code submit/boltzmann}. */
    List<String> arguments(String name, List<String> spark, String... more) {
        List<String> arguments = new ArrayList<>(spark);
        arguments.addAll(settings);
        arguments.add("output=" + folder.resolve(name));
        arguments.addAll(Arrays.asList(more));
        return arguments;
    }

    /** The job and its settings, but for its output. */
    List<String> settings() {
        return settings;
    }

    /** Where a run's model is. */
    String model(String name) {
        return folder.resolve(name).resolve("model").toString();
    }

    /** A run's model has to have the bytes of one in a single process that nothing disturbed. */
    void requireUndisturbed(String name) throws IOException, InterruptedException {
        undisturbed().requireSame(model(name));
    }

    /** What nothing disturbed, trained at first use. */
    Machines undisturbed() throws IOException, InterruptedException {
        if (undisturbed == null) {
            Submission run = start("undisturbed", Submission.spark("local[2]"));
            assertEquals(0, run.exitCode(), run::errors);
            undisturbed = Machines.in(model("undisturbed"));
        }
        return undisturbed;
    }

    /** Spark options that bring a fault to the training's third epoch; it is said in file {@code NAME.fault}. */
    String[] fault(FaultPlugin.Kind kind, String name, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--jars",
                pluginJar().toString(),
                "--conf",
                "spark.plugins=" + FaultPlugin.class.getName(),
                "--conf",
                "spark.fault.kind=" + kind,
                "--conf",
                "spark.fault.update=epoch 3, update 2",
                "--conf",
                "spark.fault.log=" + folder.resolve(name + ".fault")));
        options.addAll(Arrays.asList(more));
        return options.toArray(String[]::new);
    }

    /** What the fault did. */
    List<String> done(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name + ".fault"));
    }

    private Path pluginJar() throws IOException {
        Path jar = folder.resolve("fault.jar");
        if (!Files.exists(jar)) {
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file)) {
                for (String part : List.of("", "$Tasks", "$Kind", "$1")) {
                    String name = FaultPlugin.class.getName().replace('.', '/') + part + ".class";
                    try (InputStream in = FaultPlugin.class.getClassLoader().getResourceAsStream(name)) {
                        if (in != null) {
                            out.putNextEntry(new JarEntry(name));
                            in.transferTo(out);
                        }
                    }
                }
            }
        }
        return jar;
    }
}
