package io.github.sparkboltzmann.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.store.SharedFile;
import io.github.sparkboltzmann.store.StoreException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** {@code run.json} of a run: what it began from, how far it came, and what was decided; replaced in one step after each. */
final class RunRecord {
    static final String FILE = "run.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WARM_START = "warmStart";
    private static final String TRAINED = "trainedWith";
    private static final String DECISION = "decision";

    private final SharedFile file;
    private final ObjectNode root;

    /** That of a run's folder, or a new one. */
    RunRecord(Configuration configuration, Path folder) {
        Path path = new Path(folder, FILE);
        file = new SharedFile(configuration, path);
        String text = file.read();
        try {
            root = text == null ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new StoreException(
                    "The file " + path + " is no record of a run; remove the folder " + folder + " to begin it anew.",
                    e);
        }
    }

    /** Whether what the run begins from is decided. */
    boolean isPlanned() {
        return root.has(WARM_START);
    }

    /** The version that the run begins from; empty for none. */
    String warmStart() {
        return root.path(WARM_START).asText();
    }

    /** Records what the run begins from, and why. */
    void plan(String version, String reason) {
        root.put(WARM_START, version).put("warmStartReason", reason);
        save();
    }

    /** Whether the model was trained with these settings. */
    boolean isTrained(Map<String, String> settings) {
        Map<String, String> before = new TreeMap<>();
        root.path(TRAINED)
                .properties()
                .forEach(entry -> before.put(entry.getKey(), entry.getValue().asText()));
        return before.equals(settings);
    }

    /** Records that the model is there. */
    void trained(Map<String, String> settings) {
        root.set(TRAINED, JSON.valueToTree(settings));
        root.remove(DECISION);
        save();
    }

    /**
     * The decision, as long as it holds: the model against which it was taken is still the current one, or its own is.
     *
     * @param current version; empty for none
     * @return {@code null} for none
     */
    PublishGate.Decision decision(String current) {
        JsonNode decision = root.path(DECISION);
        boolean holds = decision.path("against").asText("none").equals(current)
                || decision.path("version").asText("none").equals(current);
        return holds
                ? new PublishGate.Decision(
                        decision.path("publish").asBoolean(),
                        decision.path("reason").asText())
                : null;
    }

    /** Records a decision, and the current version against which it was taken; empty for none. */
    void decided(PublishGate.Decision decision, String against) {
        root.putObject(DECISION)
                .put("publish", decision.publish)
                .put("reason", decision.reason)
                .put("against", against);
        save();
    }

    /** Records the version that is about to become the current one. */
    void version(String version) {
        ((ObjectNode) root.path(DECISION)).put("version", version);
        save();
    }

    /** Records when the run was finished. */
    void finished(String when) {
        root.put("finished", when);
        save();
    }

    private void save() {
        file.replace(root.toPrettyString() + "\n");
    }
}
