package io.github.sparkboltzmann.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.train.Checkpoint;
import io.github.sparkboltzmann.train.Fingerprint;
import io.github.sparkboltzmann.train.NamedArrays;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One checkpoint as files: {@code state.safetensors} and, written last, {@code checkpoint.json} with format, place in the run, fingerprint, and the
 * other's size and SHA-256.
 *
 * <p>Arrays are streamed, so a checkpoint costs no memory beside them. The JSON holds a SHA-256 of its own fields, too.
 */
final class CheckpointFolder {
    static final String STATE = "state.safetensors";
    static final String MANIFEST = "checkpoint.json";

    private static final String FORMAT = "spark-boltzmann-checkpoint";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A checkpoint and what its run depends on. */
    static final class Content {
        final Checkpoint checkpoint;
        final Fingerprint fingerprint;

        Content(Checkpoint checkpoint, Fingerprint fingerprint) {
            this.checkpoint = checkpoint;
            this.fingerprint = fingerprint;
        }
    }

    private final FileSystem fs;
    private final Path folder;

    CheckpointFolder(Configuration configuration, Path folder) throws IOException {
        this.fs = folder.getFileSystem(configuration);
        this.folder = folder;
    }

    void write(Content content) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("step", content.checkpoint.step())
                .put("updatesPerEpoch", content.checkpoint.updatesPerEpoch())
                .put("localSteps", content.checkpoint.localSteps());
        root.set("fingerprint", JSON.valueToTree(content.fingerprint.values()));
        new CheckedFile(fs, new Path(folder, STATE))
                .write(root, out -> ArrayTensors.write(content.checkpoint.arrays(), out));
        root.put("sha256", hash(root));
        try (FSDataOutputStream out = fs.create(new Path(folder, MANIFEST), false)) {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        }
    }

    /**
     * Reads and verifies.
     *
     * @throws StoreException if it is not whole, damaged, or of a version that this release does not read
     */
    Content read() throws IOException {
        JsonNode root = manifest();
        NamedArrays arrays = new CheckedFile(fs, new Path(folder, STATE))
                .read(root, (in, length) -> ArrayTensors.read(in, STATE, length));
        Map<String, String> fingerprint = new TreeMap<>();
        root.path("fingerprint")
                .properties()
                .forEach(field ->
                        fingerprint.put(field.getKey(), field.getValue().asText()));
        Checkpoint checkpoint = new Checkpoint(
                root.path("step").asLong(),
                root.path("updatesPerEpoch").asInt(),
                root.path("localSteps").asInt(),
                arrays);
        return new Content(checkpoint, new Fingerprint(fingerprint));
    }

    private JsonNode manifest() throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(new CheckedFile(fs, new Path(folder, MANIFEST)).text());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new StoreException("The checkpoint " + folder + " has a " + MANIFEST + " that is no JSON.", e);
        }
        require(root.path("format").asText().equals(FORMAT), "is none of this program");
        require(
                root.path("version").asInt() == VERSION,
                "has format version " + root.path("version").asText() + ", but this release reads version " + VERSION);
        require(root.path("sha256").asText().equals(hash(root)), "has a " + MANIFEST + " that was changed");
        return root;
    }

    /** Of all fields but the hash itself. */
    private static String hash(JsonNode root) throws IOException {
        ObjectNode rest = root.deepCopy();
        rest.remove("sha256");
        return HexFormat.of().formatHex(CheckedFile.sha256().digest(JSON.writeValueAsBytes(rest)));
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new StoreException("The checkpoint " + folder + " " + what + ".");
        }
    }
}
