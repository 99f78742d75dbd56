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

/** Reads a model folder, verified against its manifest, and Spark's metadata beside it. */
final class StoredModelReader<M extends Params> extends MLReader<M> {
    private final Class<M> type;
    private final BiFunction<String, StoredModel, M> make;

    /** @param make from uid and what is stored */
    StoredModelReader(Class<M> type, BiFunction<String, StoredModel, M> make) {
        this.type = type;
        this.make = make;
    }

    /** The SparkContext overload is deprecated in Spark 4, but is the one that Spark 3.5 has too. */
    @Override
    @SuppressWarnings("deprecation")
    public M load(String path) {
        SparkContext context = sparkSession().sparkContext();
        try {
            StoredModel stored = new ModelFolder(context.hadoopConfiguration(), new Path(path)).read();
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader$.MODULE$.loadMetadata(path, context, type.getName());
            M model = make.apply(metadata.uid(), stored);
            metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the model at " + path + ": " + e.getMessage(), e);
        }
    }
}
