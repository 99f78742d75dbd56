package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.store.AtomicOutput;
import io.github.sparkboltzmann.store.ModelFolder;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Writes Spark's metadata (uid and params) of a stage beside its model's own files; the folder appears whole or not at all. */
class StoredStageWriter extends MLWriter {
    private final Params stage;
    private final StoredModel stored;

    StoredStageWriter(Params stage, StoredModel stored) {
        this.stage = stage;
        this.stored = stored;
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
        DefaultParamsWriter$.MODULE$.saveMetadata(stage, path, context, Option.empty(), Option.empty());
        try {
            new ModelFolder(context.hadoopConfiguration(), new Path(path)).write(stored, run(context));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What is not part of the promise of equal bytes. */
    SortedMap<String, Object> run(SparkContext context) {
        SortedMap<String, Object> run = new TreeMap<>();
        run.put("written", Instant.now().toString());
        run.put("uid", stage.uid());
        run.put("sparkVersion", context.version());
        run.put("javaVersion", System.getProperty("java.version"));
        return run;
    }
}
