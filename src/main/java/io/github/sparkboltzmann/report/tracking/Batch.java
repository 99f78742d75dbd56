package io.github.sparkboltzmann.report.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one request adds to a run: params, metrics and tags.
 *
 * <p>A request holds up to 100 params, 100 tags, 1,000 metrics, and 1,000 of all. Source: MLflow, REST API, {@code runs/log-batch}.
 */
final class Batch {
    private static final int MOST_PARAMS = 100;

    private static final int MOST_TAGS = 100;
    private static final int MOST = 1000;

    /** @param time in milliseconds since 1970 */
    record Metric(String name, double value, long step, long time) {}

    private final Map<String, String> params;
    private final List<Metric> metrics;
    private final Map<String, String> tags;

    private Batch(Map<String, String> params, List<Metric> metrics, Map<String, String> tags) {
        this.params = params;
        this.metrics = metrics;
        this.tags = tags;
    }

    /** Params in as many batches as they need. */
    static List<Batch> ofParams(Map<String, String> params) {
        List<Batch> batches = new ArrayList<>();
        Batch batch = new Batch(Map.of(), List.of(), Map.of());
        for (Map.Entry<String, String> param : params.entrySet()) {
            Batch one = new Batch(Map.of(param.getKey(), param.getValue()), List.of(), Map.of());
            Batch more = batch.and(one);
            if (more == null) {
                batches.add(batch);
            }
            batch = more == null ? one : more;
        }
        if (!params.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    static Batch metrics(List<Metric> metrics) {
        return new Batch(Map.of(), metrics, Map.of());
    }

    static Batch tag(String name, String value) {
        return new Batch(Map.of(), List.of(), Map.of(name, value));
    }

    Map<String, String> params() {
        return params;
    }

    List<Metric> metrics() {
        return metrics;
    }

    Map<String, String> tags() {
        return tags;
    }

    /** This one and a later one, whose tags replace this one's; {@code null} where one request does not hold both. */
    Batch and(Batch later) {
        Map<String, String> allParams = new LinkedHashMap<>(params);
        allParams.putAll(later.params);
        Map<String, String> allTags = new LinkedHashMap<>(tags);
        allTags.putAll(later.tags);
        int number = metrics.size() + later.metrics.size();
        if (allParams.size() > MOST_PARAMS
                || allTags.size() > MOST_TAGS
                || allParams.size() + allTags.size() + number > MOST) {
            return null;
        }
        List<Metric> allMetrics = new ArrayList<>(metrics);
        allMetrics.addAll(later.metrics);
        return new Batch(allParams, allMetrics, allTags);
    }
}
