package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.store.ModelFolder;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.MLReader;

/** Reads a model folder, verified against its manifest, and Spark's metadata beside it, as a stage. */
class StoredStageReader<T extends Params> extends MLReader<T> {
    private final Class<T> type;
    private final BiFunction<String, StoredModel, T> stage;

    /** @param stage makes a stage of uid and model */
    StoredStageReader(Class<T> type, BiFunction<String, StoredModel, T> stage) {
        this.type = type;
        this.stage = stage;
    }

    /** The SparkContext overload is deprecated in Spark 4, but is the one that Spark 3.5 has too. */
    @Override
    @SuppressWarnings("deprecation")
    public T load(String path) {
        SparkContext context = sparkSession().sparkContext();
        try {
            StoredModel stored = new ModelFolder(context.hadoopConfiguration(), new Path(path)).read();
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader$.MODULE$.loadMetadata(path, context, type.getName());
            T result = stage.apply(metadata.uid(), stored);
            metadata.getAndSetParams(result, metadata.getAndSetParams$default$2());
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the model at " + path + ": " + e.getMessage(), e);
        }
    }
}
