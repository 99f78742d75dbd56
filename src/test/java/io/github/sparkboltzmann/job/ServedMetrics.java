package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics of a training as the pages of its driver serve them; the last that were seen, once the driver is gone. NaN before the first. */
final class ServedMetrics {
    private final String address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private String prometheus = "";
    private String json = "";

    ServedMetrics(int port) {
        this.address = "http://127.0.0.1:" + port + "/metrics/";
    }

    /** A gauge's value or a meter's count, as Prometheus reads it. */
    double prometheus(String name) throws InterruptedException {
        prometheus = ask("prometheus/", prometheus);
        Matcher line = Pattern.compile(
                        "(?m)^metrics_\\w+_driver_plugin_io_github_sparkboltzmann_spark_TrainingPlugin_training_" + name
                                + "_(Value|Count)\\{type=\"\\w+\"\\} (\\S+)$")
                .matcher(prometheus);
        return line.find() ? Double.parseDouble(line.group(2)) : Double.NaN;
    }

    /** The same from the other page. */
    double json(String name) throws InterruptedException {
        json = ask("json/", json);
        try {
            JsonNode all = new ObjectMapper().readTree(json);
            for (String kind : new String[] {"gauges", "meters"}) {
                for (Map.Entry<String, JsonNode> metric : all.path(kind).properties()) {
                    if (metric.getKey().endsWith(".TrainingPlugin.training." + name)) {
                        return metric.getValue()
                                .path(kind.equals("gauges") ? "value" : "count")
                                .asDouble();
                    }
                }
            }
            return Double.NaN;
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    private String ask(String page, String before) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + page))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : before;
        } catch (IOException e) {
            // Not yet there, or already gone.
            return before;
        }
    }
}
