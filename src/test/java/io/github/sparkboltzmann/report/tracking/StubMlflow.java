package io.github.sparkboltzmann.report.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** As much of MLflow's REST interface as a run uses, in this process; it keeps what it was told, or fails as it is told to. */
public final class StubMlflow implements AutoCloseable {
    /** A metric as it was told. */
    public record Point(String name, double value, long step, long time) {}

    private static final String BASE = "/api/2.0/mlflow/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private final List<Integer> paramsOfBatches = new ArrayList<>();
    private final SortedMap<String, String> params = new TreeMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final List<Point> points = new ArrayList<>();
    private final Map<String, String> experiments = new TreeMap<>();
    private String runName;
    private String experiment;
    private String status = "none";
    private volatile int failure;
    private volatile String failingPath = "";
    private volatile int later;
    private volatile boolean hangs;

    public StubMlflow() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers with a status from now on; 0 for answers as they should be. */
    public void fail(int withStatus) {
        fail("", withStatus);
    }

    /** The same for one kind of request. */
    void fail(String path, int withStatus) {
        failingPath = path;
        failure = withStatus;
    }

    /** Begins a run as it should, and fails from then on. */
    public void failAfterTheStart(int withStatus) {
        later = withStatus;
    }

    /** Takes requests from now on, but does not answer. */
    void hang() {
        hangs = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(BASE.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        synchronized (this) {
            asked.add(path);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            notifyAll();
        }
        if (hangs) {
            return;
        }
        int code = path.startsWith(failingPath) ? failure : 0;
        if (code == 0 && path.equals("experiments/get-by-name") && experiment(exchange) == null) {
            code = 404;
        }
        String answer =
                code == 0 ? answer(exchange, path, body) : "{\"error_code\":\"E\",\"message\":\"told to fail\"}";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code == 0 ? 200 : code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized String experiment(HttpExchange exchange) {
        return experiments.get(URLDecoder.decode(
                exchange.getRequestURI().getRawQuery().substring("experiment_name=".length()), StandardCharsets.UTF_8));
    }

    private synchronized String answer(HttpExchange exchange, String path, byte[] body) throws IOException {
        JsonNode json = new ObjectMapper().readTree(body);
        switch (path) {
            case "experiments/get-by-name":
                return "{\"experiment\":{\"experiment_id\":\"" + experiment(exchange) + "\"}}";
            case "experiments/create":
                String id = String.valueOf(40 + experiments.size());
                experiments.put(json.path("name").asText(), id);
                return "{\"experiment_id\":\"" + id + "\"}";
            case "runs/create":
                experiment = json.path("experiment_id").asText();
                runName = json.path("run_name").asText();
                status = "RUNNING";
                if (later != 0) {
                    fail(later);
                }
                json.path("tags").forEach(tag -> put(tags, tag));
                return "{\"run\":{\"info\":{\"run_id\":\"r1\",\"unknown_field\":1}}}";
            case "runs/log-batch":
                paramsOfBatches.add(json.path("params").size());
                json.path("params").forEach(param -> put(params, param));
                json.path("tags").forEach(tag -> put(tags, tag));
                json.path("metrics")
                        .forEach(metric -> points.add(new Point(
                                metric.path("key").asText(),
                                metric.path("value").asDouble(),
                                metric.path("step").asLong(),
                                metric.path("timestamp").asLong())));
                return "{}";
            case "runs/update":
                status = json.path("status").asText();
                return "{}";
            default:
                throw new IOException("There is no " + path);
        }
    }

    private static void put(Map<String, String> map, JsonNode entry) {
        map.put(entry.path("key").asText(), entry.path("value").asText());
    }

    /** Waits, for a minute at most, until something is so. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("after a minute there is still no " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** How often it was asked something, answered or not. */
    public synchronized long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    synchronized List<Integer> paramsOfBatches() {
        return List.copyOf(paramsOfBatches);
    }

    public synchronized SortedMap<String, String> params() {
        return new TreeMap<>(params);
    }

    public synchronized SortedMap<String, String> tags() {
        return new TreeMap<>(tags);
    }

    /** What it was told of one metric, in order. */
    public synchronized List<Point> points(String name) {
        return points.stream().filter(point -> point.name().equals(name)).toList();
    }

    public synchronized List<Long> steps(String name) {
        return points(name).stream().map(Point::step).toList();
    }

    synchronized String experiment() {
        return experiment;
    }

    synchronized void addExperiment(String name, String id) {
        experiments.put(name, id);
    }

    public synchronized String runName() {
        return runName;
    }

    /** RUNNING, or how the run ended. */
    public synchronized String status() {
        return status;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
