package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.store.AtomicOutput;
import io.github.sparkboltzmann.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The folder that a job leaves its results in; each file in it appears whole or not at all. */
final class RunFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Configuration configuration;
    private final boolean overwrite;
    private final AtomicOutput output;

    RunFolder(Configuration configuration, String folder, boolean overwrite) {
        if (folder.isBlank()) {
            throw new UsageException("Setting 'output' is empty, but should name a folder.");
        }
        this.folder = new Path(folder);
        this.configuration = configuration;
        this.overwrite = overwrite;
        this.output = new AtomicOutput(configuration, overwrite);
    }

    /** The folder that holds a file or table of that path; the parent of a bare name is the working directory. */
    static RunFolder holding(Configuration configuration, Path target, boolean overwrite) {
        Path parent = target.getParent();
        boolean bare = parent == null || parent.toString().isEmpty();
        return new RunFolder(configuration, bare ? Path.CUR_DIR : parent.toString(), overwrite);
    }

    /** Refuses now what could not be written after an hour's work. */
    void requireFree(String... names) {
        for (String name : names) {
            output.requireFree(new Path(folder, name));
        }
    }

    /** Refuses a folder that has anything in it, where nothing may be overwritten and the names of what comes are not known yet. */
    void requireEmpty() {
        try {
            FileSystem fs = folder.getFileSystem(configuration);
            if (!overwrite && fs.exists(folder) && fs.listStatus(folder).length > 0) {
                throw new StoreException(
                        folder + " exists already and is not overwritten; give another path, or allow overwriting.");
            }
        } catch (IOException e) {
            throw new StoreException("Could not look at " + folder + ": " + e.getMessage(), e);
        }
    }

    Path path(String name) {
        return new Path(folder, name);
    }

    void bytes(String name, byte[] content) {
        output.file(path(name), content);
    }

    void text(String name, String content) {
        bytes(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void json(String name, JsonNode content) {
        try {
            bytes(name, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Figures could not be written as JSON.", e);
        }
    }

    void parquet(String name, Dataset<Row> table) {
        parquet(name, table, () -> {});
    }

    /** @param check may refuse, by an exception, what was written before it appears */
    void parquet(String name, Dataset<Row> table, Runnable check) {
        output.write(path(name), temporary -> {
            table.write().parquet(temporary.toString());
            check.run();
        });
    }
}
