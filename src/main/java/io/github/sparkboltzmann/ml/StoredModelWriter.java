package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.store.AtomicOutput;
import io.github.sparkboltzmann.store.ModelFolder;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Writes Spark's metadata (uid and params) beside the model's own files; the folder appears whole or not at all. */
final class StoredModelWriter extends MLWriter {
    private final Params model;
    private final StoredModel stored;
    private final RBMTrainingSummary summary;
    private final Map<String, StoredModelWriter> parts;

    /** @param summary {@code null} for none */
    StoredModelWriter(Params model, StoredModel stored, RBMTrainingSummary summary) {
        this(model, stored, summary, Map.of());
    }

    /** Of a model that consists of others, each in a folder of its own name, from which it can be loaded by itself. */
    static StoredModelWriter ofParts(Params model, Map<String, StoredModelWriter> parts) {
        return new StoredModelWriter(model, null, null, parts);
    }

    private StoredModelWriter(
            Params model, StoredModel stored, RBMTrainingSummary summary, Map<String, StoredModelWriter> parts) {
        this.parts = parts;
        this.model = model;
        this.stored = stored;
        this.summary = summary;
    }

    /** As {@link MLWriter#save}, but an existing model is replaced only once the new one is whole. */
    @Override
    public void save(String path) throws IOException {
        Configuration configuration = sparkSession().sparkContext().hadoopConfiguration();
        new AtomicOutput(configuration, shouldOverwrite())
                .write(new Path(path), temporary -> saveImpl(temporary.toString()));
    }

    /** The SparkContext overload is deprecated in Spark 4, but is the one that Spark 3.5 has too. */
    @Override
    @SuppressWarnings("deprecation")
    public void saveImpl(String path) {
        SparkContext context = sparkSession().sparkContext();
        try {
            DefaultParamsWriter$.MODULE$.saveMetadata(model, path, context, Option.empty(), Option.empty());
        } catch (Exception e) { // Scala throws SparkException, which is checked, without declaring it
            throw new java.io.UncheckedIOException(new IOException(reason(e), e));
        }
        parts.forEach((name, part) -> part.saveImpl(new Path(path, name).toString()));
        if (stored == null) {
            return;
        }
        try {
            new ModelFolder(context.hadoopConfiguration(), new Path(path)).write(stored, run(context));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What the innermost cause says: a task's failure is wrapped several times. */
    private static String reason(Throwable failure) {
        return String.valueOf(ExceptionUtils.getRootCause(failure).getMessage())
                .lines()
                .findFirst()
                .orElse("");
    }

    private SortedMap<String, Object> run(SparkContext context) {
        SortedMap<String, Object> run = new TreeMap<>();
        run.put("written", Instant.now().toString());
        run.put("uid", model.uid());
        run.put("sparkVersion", context.version());
        run.put("javaVersion", System.getProperty("java.version"));
        if (summary != null) {
            run.put("trainingSeconds", summary.seconds());
        }
        return run;
    }
}
