package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.ml.InitialModelException;
import io.github.sparkboltzmann.store.DatedRuns;
import io.github.sparkboltzmann.store.PublishedModels;
import io.github.sparkboltzmann.store.RunLock;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The run of one date, by the holder of the lock: each step is recorded once it is done, and can be done again without harm if it was not. */
final class RetrainRun {
    /** The steps, in order. */
    enum Step {
        LOCKED,
        PLANNED,
        TRAINED,
        RECORDED_TRAINED,
        DECIDED,
        COPIED,
        PUBLISHED,
        CLEANED,
        FINISHED
    }

    /** What has no say in the model. */
    private static final String NOT_OF_TRAINING =
            "(root|date|warmStart|gate\\..*|keep\\..*|lock\\..*|tracking\\..*|output|overwrite|pictures|rbm\\.checkpoint.*|rbm\\.resume)";

    private final Configuration configuration;
    private final SparkSession session;
    private final RetrainSettings settings;
    private final RunLock lock;
    private final InstantSource clock;
    private final Consumer<Step> after;
    private final Path root;
    private final DatedRuns runs;
    private final PublishedModels published;
    private final Path folder;
    private final RunRecord record;

    RetrainRun(
            SparkSession session, RetrainSettings settings, RunLock lock, InstantSource clock, Consumer<Step> after) {
        this.session = session;
        this.configuration = session.sparkContext().hadoopConfiguration();
        this.settings = settings;
        this.lock = lock;
        this.clock = clock;
        this.after = after;
        this.root = new Path(settings.root);
        this.runs = new DatedRuns(configuration, root);
        this.published = new PublishedModels(configuration, root);
        this.folder = runs.folder(settings.date);
        this.record = new RunRecord(configuration, folder);
    }

    void run() {
        plan();
        done(Step.PLANNED);
        train();
        done(Step.RECORDED_TRAINED);
        PublishGate.Decision decision = decide();
        done(Step.DECIDED);
        String outcome = publish(decision);
        done(Step.PUBLISHED);
        List<String> removed = settings.retention.apply(configuration, root, settings.date, inUse());
        done(Step.CLEANED);
        record.finished(clock.instant().toString());
        lock.renew();
        runs.finish(settings.date);
        done(Step.FINISHED);
        System.out.println(outcome);
        if (!removed.isEmpty()) {
            System.out.println("Removed: " + String.join(", ", removed));
        }
    }

    private void done(Step step) {
        after.accept(step);
    }

    private String current() {
        String current = published.current();
        return current == null ? "" : current;
    }

    /** What the run begins from: fixed before its first checkpoint, since all of them depend on it. */
    private void plan() {
        if (record.isPlanned()) {
            return;
        }
        String current = current();
        if (!settings.warmStart) {
            record.plan("", "warmStart=never");
        } else if (current.isEmpty()) {
            record.plan("", "nothing is published yet");
        } else if (settings.train.text("machine").equals("dbn") || isNetwork(current)) {
            record.plan("", "a belief network is trained from new parameters");
        } else {
            record.plan(current, "the current version");
        }
    }

    private boolean isNetwork(String version) {
        return Models.isNetwork(configuration, published.path(version).toString());
    }

    private void train() {
        Map<String, String> used = settings.train.values(NOT_OF_TRAINING);
        if (record.isTrained(used)) {
            return;
        }
        try {
            fit();
        } catch (InitialModelException e) {
            System.err.println("The published model " + record.warmStart() + " does not fit, so training starts anew: "
                    + e.getMessage());
            record.plan("", e.getMessage());
            fit();
        }
        done(Step.TRAINED);
        lock.renew();
        record.trained(used);
    }

    private void fit() {
        String from = record.warmStart();
        lock.renew();
        new TrainJob(settings.train.with(Map.of(
                        "output",
                        folder.toString(),
                        "overwrite",
                        true,
                        "rbm.checkpointDir",
                        new Path(folder, "checkpoints").toString(),
                        "rbm.resume",
                        "auto",
                        "rbm.initialModel",
                        from.isEmpty() ? "" : published.path(from).toString())))
                .run(() -> session);
    }

    private Path model() {
        return new Path(folder, ModelOutput.MODEL);
    }

    private PublishGate.Decision decide() {
        String current = current();
        PublishGate.Decision before = record.decision(current);
        if (before != null) {
            return before;
        }
        PublishGate.Decision decision = new HeldOutComparison(session, settings, folder)
                .decide(model(), current.isEmpty() ? null : published.path(current));
        lock.renew();
        record.decided(decision, current);
        return decision;
    }

    /** @return what a person is told */
    private String publish(PublishGate.Decision decision) {
        if (!decision.publish) {
            return "not published: " + decision.reason;
        }
        String version = published.add(model(), settings.date);
        record.version(version);
        done(Step.COPIED);
        lock.renew();
        published.makeCurrent(version);
        return "published as " + version + ": " + decision.reason;
    }

    /** The versions that unfinished runs began from: they go on from them. */
    private Set<String> inUse() {
        Set<String> versions = new HashSet<>();
        for (String date : runs.dates()) {
            if (!runs.isFinished(date)) {
                versions.add(new RunRecord(configuration, runs.folder(date)).warmStart());
            }
        }
        return versions;
    }
}
