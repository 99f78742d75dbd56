package io.github.sparkboltzmann.job.study.pretraining;

import io.github.sparkboltzmann.data.DataOptions;
import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.Digits;
import io.github.sparkboltzmann.job.study.Study;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.job.study.StudyData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Study {@code pretraining}: does a linear classifier read digits better from features that a machine learnt without labels than from pixels, and is it the learning
 * that makes the difference?
 *
 * <p>On MNIST where it is there, in the parts {@code epochs}, {@code labels} and {@code transfer}; and all three on the digits that come with the library, part {@code digits}, which
 * stand in for MNIST where it is not.
 */
public final class PretrainingStudy implements Study {
    static final String EPOCHS = "epochs";
    static final String LABELS = "labels";
    static final String TRANSFER = "transfer";
    private static final String DIGITS = "digits";
    private static final List<String> OF_BOTH = List.of(EPOCHS, LABELS, TRANSFER);

    private static final StudyData SET = StudyData.MNIST;
    private static final int VALIDATION_ROWS = 10_000;
    private static final double WHITE = 255;
    private static final double SHIPPED_WHITE = 16;
    /** Bytes of the heap; a JVM says a bit less than what it was given. */
    private static final long ENOUGH = 3L << 30;

    @Override
    public String name() {
        return "pretraining";
    }

    @Override
    public String description() {
        return "a linear classifier on pixels, on RBM features, and on controls; MNIST or digits";
    }

    @Override
    public List<String> parts() {
        return List.of(DIGITS, EPOCHS, LABELS, TRANSFER);
    }

    @Override
    public List<Claim> run(StudyContext context) {
        boolean mnist = context.has(SET);
        context.setting("mnist", mnist);
        Set<String> wanted = new LinkedHashSet<>(OF_BOTH);
        wanted.removeIf(part -> !context.wants(part));
        List<Claim> claims = new ArrayList<>();
        if (!mnist && !wanted.isEmpty()) {
            context.say("MNIST is not there (" + SET.source()
                    + ", and name its folder with --data): the digits that come with the library stand in for it.");
        }
        if (context.wants(DIGITS) || !mnist) {
            Set<String> parts = context.wants(DIGITS) ? new LinkedHashSet<>(OF_BOTH) : wanted;
            claims.addAll(shipped(context, parts));
        }
        if (mnist && !wanted.isEmpty()) {
            claims.addAll(mnist(context, wanted));
        }
        return claims;
    }

    private static List<Claim> shipped(StudyContext context, Set<String> parts) {
        Dataset<Row> rows = DataReader.read(
                        context.session(), DataOptions.path("builtin:digits").build())
                .dataset()
                .coalesce(1)
                .cache();
        try {
            return new Experiment(context, "1,797 digits", "digits-", Plan.shipped(context), parts)
                    .run(seed -> Digits.split(rows, SHIPPED_WHITE, seed));
        } finally {
            rows.unpersist();
        }
    }

    private static List<Claim> mnist(StudyContext context, Set<String> parts) {
        if (Runtime.getRuntime().maxMemory() < ENOUGH) {
            context.say(
                    "Features of MNIST take half a gigabyte, and the classifier as much again: give Spark more memory than this, or they go to the disk"
                            + " (submit/boltzmann --driver-memory 4g study pretraining).");
        }
        Dataset<Row> train = read(context, SET.files().get(0), SET.files().get(1));
        Dataset<Row> test = read(context, SET.files().get(2), SET.files().get(3));
        return new Experiment(context, "MNIST", "", Plan.mnist(context), parts)
                .run(seed -> Digits.of(train, test, WHITE, VALIDATION_ROWS));
    }

    private static Dataset<Row> read(StudyContext context, String images, String labels) {
        return DataReader.read(
                        context.session(),
                        DataOptions.path(context.path(SET, images))
                                .labels(context.path(SET, labels))
                                .build())
                .dataset();
    }
}
