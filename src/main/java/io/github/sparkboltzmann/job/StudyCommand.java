package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.job.study.Studies;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code study [NAME] [--output DIR] [--quick]}: lists the studies, or runs one. */
@Command(
        name = "study",
        description = "Run a study, and see which of its claims hold; without a name, list the studies.",
        mixinStandardHelpOptions = true)
final class StudyCommand implements Runnable {
    private final Studies studies;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The study; without one, all are listed.")
    String name;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder for study.json and the pictures (default: study-NAME).")
    String output;

    @Option(
            names = "--quick",
            description = "A shortened form of two minutes at most; table, JSON and pictures say so.")
    boolean quick;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where to look for data sets first, each a folder of its name; then in $BOLTZMANN_DATA, then in the"
                            + " working directory.")
    String data;

    @Option(
            names = "--seeds",
            paramLabel = "SEED",
            split = ",",
            description = "The seeds to run with, separated by commas (default: the study's own).")
    List<Long> seeds;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "The parts to run, of a study that has parts (default: all).")
    List<String> only;

    @Option(names = "--overwrite", description = "Replace files that exist in the output folder.")
    boolean overwrite;

    StudyCommand(Studies studies) {
        this.studies = studies;
    }

    @Override
    public void run() {
        new StudyJob(studies, this).run();
    }
}
