package io.github.sparkboltzmann.report.tracking;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** What an {@link MlflowRun} begins with. */
public final class MlflowRunBuilder {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String address;
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final SortedMap<String, String> params = new TreeMap<>();
    private String experiment = "spark-boltzmann";
    private String name = "";
    private Duration limit = LIMIT;
    private Consumer<String> warn = LoggerFactory.getLogger(MlflowRun.class)::warn;

    MlflowRunBuilder(String address) {
        this.address = address;
        tags.put("mlflow.user", System.getProperty("user.name", "unknown"));
    }

    /** The experiment, made if there is none of that name; spark-boltzmann if not given. */
    public MlflowRunBuilder experiment(String value) {
        experiment = value;
        return this;
    }

    /** The run's name; if not given or empty, the server finds one. */
    public MlflowRunBuilder name(String value) {
        name = value;
        return this;
    }

    /** Settings. Empty values are left out, long ones cut at 6,000 characters, and users and passwords in addresses taken away. */
    public MlflowRunBuilder params(Map<String, String> values) {
        params.putAll(MlflowText.params(values));
        return this;
    }

    public MlflowRunBuilder tag(String key, String value) {
        tags.put(MlflowText.name(key), MlflowText.tag(value));
        return this;
    }

    /** Who is told, on the thread of the training, that the server went away; a logger if not given. */
    public MlflowRunBuilder warn(Consumer<String> value) {
        warn = value;
        return this;
    }

    /** How long one request may take; 10 seconds if not given. */
    MlflowRunBuilder limit(Duration value) {
        limit = value;
        return this;
    }

    /**
     * Begins the run.
     *
     * @throws TrackingException if the server cannot be reached, or refuses
     */
    public MlflowRun begin() {
        // Three requests, and the client's thousands of classes are loaded by the first.
        Connection first = new Connection(() -> new MlflowServer(address), limit.multipliedBy(3));
        String id;
        try {
            id = first.call(server -> server.begin(experiment, name, tags));
        } catch (TrackingException e) {
            throw new TrackingException("MLflow's server at " + address + " " + e.getMessage(), e.isRefused(), e);
        } finally {
            first.close();
        }
        return new MlflowRun(new Connection(() -> new MlflowServer(address), limit), id, address, params, warn);
    }
}
