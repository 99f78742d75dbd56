package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.report.Numbers;
import io.github.sparkboltzmann.store.AtomicOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Job {@code benchmark}: kernels, trainings, scoring, traffic and quality against what they should be measured against, in one table.
 *
 * <p>What is compared is measured in turn, A B A B, in one run; the table gives medians and {@code (largest - smallest) / median}. A peer that is
 * not installed is named, and the benchmark goes on without it; a part that fails is named too, and the exit code is then 1.
 */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = "Measure kernels, training, scoring and quality beside scikit-learn, numpy and PyTorch.")
public final class Benchmark implements Runnable {
    private static final String FILE = "benchmark.json";
    private static final List<String> PARTS =
            List.of("kernels", "training", "scoring", "traffic", "scaling", "quality");

    @Option(names = "--output", paramLabel = "DIR", description = "Where benchmark.json goes; default benchmark.")
    private String output = "benchmark";

    @Option(names = "--quick", description = "Two minutes instead of a quarter of an hour: one size, few repetitions.")
    private boolean quick;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "A folder with binarised MNIST (train-, valid- and test-images-idx3-ubyte.gz): compares likelihoods, too."
                            + " Without it rows are made up.")
    private Path data;

    @Option(names = "--overwrite", description = "Replace benchmark.json if it exists.")
    private boolean overwrite;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "These parts alone: kernels, training, scoring, traffic, scaling, quality.")
    private List<String> only = PARTS;

    private final Report report = new Report();
    private final long start = System.nanoTime();
    private boolean failed;

    @Override
    public void run() {
        String scripts = System.getenv("BOLTZMANN_SUBMIT");
        if (scripts == null) {
            throw new IllegalArgumentException(
                    "The benchmark starts processes of its own and needs BOLTZMANN_SUBMIT, the folder of submit/boltzmann; start it as submit/benchmark.");
        }
        if (!PARTS.containsAll(only)) {
            throw new IllegalArgumentException("--only takes " + PARTS + ", but was given " + only + ".");
        }
        AtomicOutput target = new AtomicOutput(new Configuration(), overwrite);
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(output, FILE);
        target.requireFree(file);
        Plan plan = quick ? Plan.quick() : Plan.full();
        Path folder = temporaryFolder();
        try (Processes processes = new Processes(Path.of(scripts), folder, report)) {
            Thread interrupted = new Thread(() -> {
                processes.stop();
                delete(folder);
            });
            Runtime.getRuntime().addShutdownHook(interrupted);
            measure(plan, folder, processes);
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } finally {
            delete(folder);
        }
        MachineFacts.describeEnd(report);
        report.fact("seconds", Numbers.fixed((System.nanoTime() - start) * 1e-9, 0));
        target.file(file, json());
        System.out.print(report.text());
        System.out.println("As JSON: " + file);
        if (failed) {
            throw new IllegalArgumentException("Parts of the benchmark failed; the notes below the table name them.");
        }
    }

    private void measure(Plan plan, Path folder, Processes processes) {
        RowFiles files = data == null ? RowFiles.synthetic(folder) : RowFiles.real(folder, data);
        report.fact("benchmark", plan.isQuick() ? "quick" : "full");
        report.fact("rows", files.description());
        MachineFacts.describe(report);
        part("kernels", () -> new KernelPart(plan, report).run());
        part("training", () -> new FitPart(plan, report, processes, files, this::progress).run());
        part("scoring", () -> new ScoringPart(plan, report, processes, files, this::progress).run());
        part("traffic", () -> new TrafficPart(plan, report, processes, this::progress).run());
        part("scaling", () -> new ScalingPart(plan, report, processes, this::progress).run());
        if (files.isReal()) {
            part("quality", () -> new QualityPart(plan, report, processes, files, folder, this::progress).run());
        } else {
            report.note(
                    "Likelihoods were not compared, since they need real rows: give --data a folder with binarised MNIST.");
        }
        explain();
    }

    private void part(String name, Runnable work) {
        if (!only.contains(name)) {
            return;
        }
        progress(name);
        try {
            work.run();
        } catch (RuntimeException e) {
            failed = true;
            report.note("The part '" + name + "' failed: " + e.getMessage());
            if (!(e instanceof Child.ChildException)) {
                e.printStackTrace();
            }
        }
    }

    private void explain() {
        for (String note : List.of(
                "Values are medians, spreads (largest - smallest) / median; a ratio is that of the values of one repetition, and over 1 where"
                        + " the line's own value is the larger.",
                "Kernels are timed in the processor time of their thread, all else in wall time.",
                "fit: rates of epochs 2 to n; two tasks take 100 rows each an update, where a peer with two threads takes 100 in all.",
                "Quality: seconds are those of the whole fit in a process that is warm, packing and choosing local steps included; ours is centred and"
                        + " starts from the data's means, BernoulliRBM from zeros; curves before the last epoch by "
                        + Plan.FEW_TEMPERATURES + " temperatures.",
                "Scaling: executors of one core, processes of a standalone cluster on this machine, whose cores the driver uses, too; weak: as many rows"
                        + " an executor, strong: as many rows in all; a ratio of 1 (weak) or of the number of executors (strong) is perfect.",
                "Peers: BernoulliRBM.fit as it is; numpy and PyTorch are loops of PCD-1 with as many chains as rows.")) {
            report.note(note);
        }
    }

    private void progress(String what) {
        System.err.println("benchmark " + Numbers.duration((System.nanoTime() - start) * 1e-9) + "  " + what);
    }

    private byte[] json() {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(report.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Results could not be written as JSON.", e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("boltzmann-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException("There is no folder for the benchmark's rows: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("benchmark: " + folder + " could not be removed: " + e.getMessage());
        }
    }
}
