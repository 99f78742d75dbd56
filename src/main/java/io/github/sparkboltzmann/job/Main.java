package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.data.InvalidDataException;
import io.github.sparkboltzmann.job.benchmark.Benchmark;
import io.github.sparkboltzmann.job.benchmark.BenchmarkPart;
import io.github.sparkboltzmann.job.study.Studies;
import io.github.sparkboltzmann.math.PrecisionException;
import io.github.sparkboltzmann.report.ReportException;
import io.github.sparkboltzmann.store.LockedException;
import io.github.sparkboltzmann.store.StoreException;
import io.github.sparkboltzmann.train.TrainingException;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code boltzmann JOB [--config FILE] [--overwrite] [key=value ...]}.
 *
 * <p>Exit code 0 on success only, 2 for wrong use or configuration, 75 for a lock that another run holds, 1 for failure. What a person can mend is said in one line; anything else
 * comes with its stack trace.
 */
@Command(
        name = "boltzmann",
        description = "Trains restricted Boltzmann machines on Spark, and uses them.",
        mixinStandardHelpOptions = true,
        version = "spark-boltzmann 0.1.0",
        synopsisSubcommandLabel = "JOB")
public final class Main implements Runnable {
    /** What sysexits.h calls EX_TEMPFAIL. */
    private static final int LOCKED = 75;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** What all jobs take. */
    @Command(mixinStandardHelpOptions = true)
    abstract static class Job implements Runnable {
        @Spec
        private CommandLine.Model.CommandSpec spec;

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "A HOCON file; its keys are those of conf/JOB.conf.")
        private File file;

        @Option(names = "--overwrite", description = "Replace what exists at the output: short for overwrite=true.")
        private boolean overwrite;

        @Parameters(paramLabel = "key=value", description = "Settings, over those of the file.")
        private List<String> settings = new ArrayList<>();

        JobConfig config() {
            List<String> all = new ArrayList<>(settings);
            if (overwrite) {
                all.add("overwrite=true");
            }
            return JobConfig.load(spec.name(), file, all);
        }
    }

    @Command(name = "train", description = "Train a machine; leave model, history, metrics and pictures.")
    static final class Train extends Job {
        @Override
        public void run() {
            new TrainJob(config()).run();
        }
    }

    @Command(
            name = "retrain",
            description =
                    "Train for a schedule, again and again without harm: one run a date, locked, resumed after a crash, published only if better.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:the run of that date is finished, now or before; whether its model was published is in its run.json",
                "1:failure; the same command goes on from where it came to",
                "2:wrong use or configuration",
                LOCKED + ":another run holds the lock; nothing was done, try again later"
            })
    static final class Retrain extends Job {
        @Override
        public void run() {
            new RetrainJob(config()).run();
        }
    }

    @Command(name = "transform", description = "Add features to a table and write it as Parquet.")
    static final class Transform extends Job {
        @Override
        public void run() {
            new TransformJob(config()).run();
        }
    }

    @Command(name = "finetune", description = "Train a stack's weights further, with labels.")
    static final class FineTune extends Job {
        @Override
        public void run() {
            new FineTuneJob(config()).run();
        }
    }

    @Command(name = "evaluate", description = "Measure rows with a model.")
    static final class Evaluate extends Job {
        @Override
        public void run() {
            new EvaluateJob(config()).run();
        }
    }

    @Command(name = "generate", description = "Sample a model, or fill in what a table's rows miss.")
    static final class Generate extends Job {
        @Override
        public void run() {
            new GenerateJob(config()).run();
        }
    }

    @Command(name = "inspect", description = "Say what a model is, and which kernels this machine uses.")
    static final class Inspect extends Job {
        @Override
        public void run() {
            new InspectJob(config()).run();
        }
    }

    @Command(name = "quickstart", description = "Train on the shipped digits and show what came of it.")
    static final class Quickstart extends Job {
        @Override
        public void run() {
            new QuickstartJob(config()).run();
        }
    }

    @Command(name = "import", description = "Make a model of weights and biases in a .npz or .safetensors file.")
    static final class Import extends Job {
        @Override
        public void run() {
            new ImportJob(config()).run();
        }
    }

    @Command(
            name = "export",
            description =
                    "Write a model's weights and biases as a .npz or .safetensors file, or what it makes of rows as .onnx.")
    static final class Export extends Job {
        @Override
        public void run() {
            new ExportJob(config()).run();
        }
    }

    @Override
    public void run() {
        String jobs = spec.subcommands().entrySet().stream()
                .filter(job -> !job.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        throw new CommandLine.ParameterException(spec.commandLine(), "Give a job, one of " + jobs + ".");
    }

    /** Runs a command; the exit code of the process is the result where it is not 0. */
    public static void main(String[] arguments) {
        int code = run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs a command and returns its exit code. */
    static int run(String... arguments) {
        return run(Studies.shipped(), arguments);
    }

    /** The same with other studies than those that are shipped. */
    static int run(Studies studies, String... arguments) {
        return new CommandLine(new Main(), CommandLine.defaultFactory())
                .addSubcommand(new Train())
                .addSubcommand(new Retrain())
                .addSubcommand(new Transform())
                .addSubcommand(new FineTune())
                .addSubcommand(new Evaluate())
                .addSubcommand(new Generate())
                .addSubcommand(new Inspect())
                .addSubcommand(new Quickstart())
                .addSubcommand(new Import())
                .addSubcommand(new Export())
                .addSubcommand(new StudyCommand(studies))
                .addSubcommand(new Benchmark())
                .addSubcommand(new BenchmarkPart())
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure))
                .execute(arguments);
    }

    private static int explain(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LockedException) {
                System.err.println("boltzmann: " + oneLine(cause));
                return LOCKED;
            }
            if (cause instanceof UsageException) {
                System.err.println("boltzmann: " + oneLine(cause));
                return CommandLine.ExitCode.USAGE;
            }
            if (cause instanceof InvalidDataException
                    || cause instanceof StoreException
                    || cause instanceof TrainingException
                    || cause instanceof ReportException
                    || cause instanceof PrecisionException
                    || cause instanceof IllegalArgumentException) {
                System.err.println("boltzmann: " + oneLine(cause));
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        String lost = LostTasks.sentence(failure);
        System.err.println("boltzmann: " + (lost == null ? "the job failed unexpectedly:" : lost));
        if (lost == null || !LostTasks.areTheClusters(failure)) {
            failure.printStackTrace();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String oneLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
