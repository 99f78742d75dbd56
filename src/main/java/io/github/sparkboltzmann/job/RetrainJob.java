package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.store.DatedRuns;
import io.github.sparkboltzmann.store.RunLock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Job {@code retrain}: the run of a date, which a scheduler may start again and again. Under a lock: train, compare, publish, clean up, mark.
 *
 * <p>A run that is finished is left as it is. One that was killed goes on from where it came to, to the same end.
 */
final class RetrainJob {
    private static final String LOCK = "LOCK";

    private final JobConfig config;
    private final InstantSource clock;
    private final Consumer<RetrainRun.Step> after;

    RetrainJob(JobConfig config) {
        this(config, InstantSource.system(), step -> {});
    }

    /** @param after hears of each step that is done */
    RetrainJob(JobConfig config, InstantSource clock, Consumer<RetrainRun.Step> after) {
        this.config = config;
        this.clock = clock;
        this.after = after;
    }

    void run() {
        RetrainSettings settings = new RetrainSettings(config, clock);
        SparkSession session = Sessions.open("retrain");
        SparkContext context = session.sparkContext();
        Configuration configuration = context.hadoopConfiguration();
        Path root = new Path(settings.root);
        DatedRuns runs = new DatedRuns(configuration, root);
        if (isFinished(runs, settings.date)) {
            return;
        }
        try (RunLock lock = RunLock.take(
                configuration, new Path(root, LOCK), holder(context), settings.lease, clock, System.err::println)) {
            lock.keepRenewed(context::cancelAllJobs);
            after.accept(RetrainRun.Step.LOCKED);
            // Another may have finished it before the lock was free.
            if (!isFinished(runs, settings.date)) {
                run(session, settings, lock);
            }
        }
    }

    private void run(SparkSession session, RetrainSettings settings, RunLock lock) {
        try {
            new RetrainRun(session, settings, lock, clock, after).run();
        } catch (Exception e) {
            if (lock.isLost()) {
                // Says so, instead of that its Spark jobs were cancelled.
                lock.renew();
            }
            throw e;
        }
    }

    private static boolean isFinished(DatedRuns runs, String date) {
        if (!runs.isFinished(date)) {
            return false;
        }
        System.out.println("The run of " + date + " is finished already: " + runs.folder(date)
                + " has _SUCCESS. Nothing was done; remove that folder to do it anew.");
        return true;
    }

    private static String holder(SparkContext context) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "an unknown host";
        }
        return System.getProperty("user.name") + " on " + host + ", process "
                + ProcessHandle.current().pid() + ", application " + context.applicationId();
    }
}
