package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.store.ModelFolder;
import io.github.sparkboltzmann.store.PublishedModels;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.MLReader;

/** Reads a model folder, or the model that is published below a root, verified against its manifest, and Spark's metadata beside it. */
final class StoredModelReader<M extends Params> extends MLReader<M> {
    /** The model's own folder. */
    private static final String WHOLE = "";

    private final Class<M> type;
    private final List<String> names;
    private final BiFunction<String, Map<String, StoredModel>, M> make;

    /** @param make from uid and what is stored */
    StoredModelReader(Class<M> type, BiFunction<String, StoredModel, M> make) {
        this(type, List.of(WHOLE), (uid, parts) -> make.apply(uid, parts.get(WHOLE)));
    }

    private StoredModelReader(Class<M> type, List<String> names, BiFunction<String, Map<String, StoredModel>, M> make) {
        this.type = type;
        this.names = names;
        this.make = make;
    }

    /**
     * Of a model of several parts, each in a folder of its own.
     *
     * @param names of the folders; the last may be missing
     * @param make from uid and the parts that are there
     */
    static <M extends Params> StoredModelReader<M> ofParts(
            Class<M> type, List<String> names, BiFunction<String, Map<String, StoredModel>, M> make) {
        return new StoredModelReader<>(type, names, make);
    }

    /** The SparkContext overload is deprecated in Spark 4, but is the one that Spark 3.5 has too. */
    @Override
    @SuppressWarnings("deprecation")
    public M load(String given) {
        SparkContext context = sparkSession().sparkContext();
        String path = PublishedModels.resolve(context.hadoopConfiguration(), given);
        try {
            Map<String, StoredModel> parts = parts(context.hadoopConfiguration(), path);
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader$.MODULE$.loadMetadata(path, context, type.getName());
            M model = make.apply(metadata.uid(), parts);
            metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the model at " + path + ": " + e.getMessage(), e);
        }
    }

    private Map<String, StoredModel> parts(Configuration configuration, String path) throws IOException {
        Map<String, StoredModel> parts = new HashMap<>();
        for (String name : names) {
            Path folder = name.equals(WHOLE) ? new Path(path) : new Path(path, name);
            boolean optional = names.size() > 1 && name.equals(names.get(names.size() - 1));
            if (!optional || folder.getFileSystem(configuration).exists(folder)) {
                parts.put(name, new ModelFolder(configuration, folder).read());
            }
        }
        return parts;
    }
}
