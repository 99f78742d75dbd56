package io.github.sparkboltzmann.job.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that answers requests: a line of JSON in, a line of JSON out, and one line that it says of itself first.
 *
 * <p>It stays until it is closed, so that measurements of several processes can be taken in turn without a start between them; while it waits
 * for a request it does nothing.
 */
final class Child implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = "";
    private static final int LOG_LINES = 5;

    private final String name;
    private final Process process;
    private final Path log;
    private final PrintStream requests;
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private final JsonNode hello;

    private Child(String name, Process process, Path log, int seconds) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "replies of " + name);
        reader.setDaemon(true);
        reader.start();
        this.hello = next(seconds);
    }

    /**
     * Starts a process and waits for its first line.
     *
     * @param environment added to this process's; null takes a variable away
     * @param log where its standard error goes
     * @throws ChildException if it does not start or ends
     */
    static Child start(
            String name, List<String> command, Map<String, String> environment, Path log, int secondsToStart) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        environment.forEach((variable, value) -> {
            if (value == null) {
                builder.environment().remove(variable);
            } else {
                builder.environment().put(variable, value);
            }
        });
        try {
            Process process = builder.start();
            try {
                return new Child(name, process, log, secondsToStart);
            } catch (ChildException e) {
                process.destroy();
                throw e;
            }
        } catch (IOException e) {
            throw new ChildException(name + " could not be started: " + e.getMessage());
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // Libraries may print what they like; only replies are JSON objects.
                if (line.startsWith("{")) {
                    replies.add(line);
                }
            }
        } catch (IOException e) {
            replies.add(END);
        }
        replies.add(END);
    }

    /** What it said of itself. */
    JsonNode hello() {
        return hello;
    }

    /** @throws ChildException if it answers with an error, ends, or does not answer in time */
    JsonNode ask(ObjectNode request, int seconds) {
        requests.println(request);
        JsonNode reply = next(seconds);
        if (reply.has("error")) {
            throw new ChildException(name + " failed: " + reply.path("error").asText());
        }
        return reply;
    }

    private JsonNode next(int seconds) {
        try {
            String line = replies.poll(seconds, TimeUnit.SECONDS);
            if (line == null) {
                throw new ChildException(name + " did not answer in " + seconds + " seconds.");
            }
            if (line.equals(END)) {
                throw new ChildException(name + " ended: " + lastWords());
            }
            return JSON.readTree(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildException(name + " was waited for, but the benchmark was interrupted.");
        } catch (IOException e) {
            throw new ChildException(name + " answered what is not JSON: " + e.getMessage());
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    /** Ends it at once. */
    void stop() {
        process.destroy();
    }

    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    /** A process could not do what it was asked for; the message says why. */
    static final class ChildException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChildException(String message) {
            super(message);
        }
    }
}
