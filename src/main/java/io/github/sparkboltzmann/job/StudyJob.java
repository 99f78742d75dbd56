package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.DataLocator;
import io.github.sparkboltzmann.job.study.Studies;
import io.github.sparkboltzmann.job.study.Study;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import io.github.sparkboltzmann.job.study.StudyReport;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.report.ColumnTable;
import io.github.sparkboltzmann.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Job {@code study}: the list of studies, or one of them from its data to its verdict. */
final class StudyJob {
    private final Studies studies;
    private final StudyCommand command;

    StudyJob(Studies studies, StudyCommand command) {
        this.studies = studies;
        this.command = command;
    }

    void run() {
        if (command.name == null) {
            list();
        } else {
            run(named(command.name));
        }
    }

    private Study named(String name) {
        return studies.named(name)
                .orElseThrow(() -> new UsageException("There is no study '" + name + "'"
                        + Closest.to(name, studies.names())
                                .map(closest -> "; did you mean '" + closest + "'?")
                                .orElse("; 'study' without a name lists them.")));
    }

    private List<String> parts(Study study) {
        if (command.only == null) {
            return study.parts();
        }
        for (String part : command.only) {
            if (!study.parts().contains(part)) {
                throw new UsageException("Study '" + study.name() + "' has "
                        + (study.parts().isEmpty() ? "no parts" : "the parts " + String.join(", ", study.parts()))
                        + ", but no part '" + part + "'.");
            }
        }
        return command.only;
    }

    private DataLocator locator(Configuration configuration) {
        return new DataLocator(
                configuration, command.data, System.getenv(DataLocator.VARIABLE), System.getProperty("user.dir"));
    }

    private void list() {
        if (studies.all().isEmpty()) {
            System.out.println("There are no studies in this release.");
            return;
        }
        DataLocator locator = locator(new Configuration());
        ColumnTable table = new ColumnTable("studies", "name", "what it shows", "data").wrap(1);
        Set<StudyData> missing = new TreeSet<>();
        for (Study study : studies.all()) {
            StringBuilder data = new StringBuilder();
            for (StudyData set : study.data()) {
                boolean there = locator.folder(set).isPresent();
                data.append(data.length() == 0 ? "" : ", ").append(set.folder()).append(there ? "" : " (missing)");
                if (!there) {
                    missing.add(set);
                }
            }
            table.row(study.name(), study.description(), data.length() == 0 ? "none needed" : data.toString());
        }
        System.out.print(table.render());
        missing.forEach(set -> System.out.println(locator.missing(set)));
        System.out.println("Run one: submit/boltzmann study NAME [--quick]");
    }

    private void run(Study study) {
        SparkSession session = Sessions.open("study");
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        String output = command.output == null ? "study-" + study.name() : command.output;
        RunFolder folder = new RunFolder(configuration, output, command.overwrite);
        folder.requireEmpty();
        DataLocator locator = locator(configuration);
        for (StudyData set : study.data()) {
            if (locator.folder(set).isEmpty()) {
                throw new StoreException(locator.missing(set));
            }
        }
        List<Long> seeds = command.seeds == null ? study.seeds(command.quick) : command.seeds;
        StudyContext context = new StudyContext(session, locator, command.quick, seeds, System.err, Progress::new);
        context.only(parts(study));
        context.say(Kernels.description());
        long start = System.nanoTime();
        List<Claim> claims = study.run(context);
        double seconds = (System.nanoTime() - start) * 1e-9;
        StudyReport report = new StudyReport(study, context, claims, seconds);
        context.files().forEach(folder::bytes);
        folder.json(StudyContext.RESULT, report.json());
        System.out.print(report.table());
        System.out.println("Claims and pictures are in " + output);
        System.out.println(report.verdict());
    }
}
