package io.github.sparkboltzmann.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.store.Safetensors.Tensor;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A model as files: {@code parameters.safetensors}, {@code machine.json}, {@code run.json}, {@code learner.safetensors} where it was trained here
 * (optimiser state, chains and step count, for more training), and {@code manifest.json} last, with sizes and SHA-256 sums of the others.
 *
 * <p>All but {@code run.json} are functions of seed, settings, partitioning and data: the same run gives the same bytes. What a clock or a host
 * decides is in {@code run.json}.
 */
public final class ModelFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARAMETERS = "parameters.safetensors";
    private static final String MACHINE = "machine.json";
    private static final String LEARNER = "learner.safetensors";
    private static final String RUN = "run.json";
    private static final String MANIFEST = "manifest.json";

    private final FileSystem fs;
    private final Path folder;

    /** The folder at that path, which need not exist. */
    public ModelFolder(Configuration configuration, Path folder) {
        try {
            this.fs = folder.getFileSystem(configuration);
        } catch (IOException e) {
            throw new StoreException("There is no file system for " + folder + ": " + e.getMessage(), e);
        }
        this.folder = folder;
    }

    /**
     * Writes a model into the folder; the manifest comes last.
     *
     * @param run what is not part of the promise of equal bytes: times, versions, paths
     */
    public void write(StoredModel model, SortedMap<String, Object> run) throws IOException {
        ObjectNode manifest = JSON.createObjectNode();
        file(PARAMETERS).write(manifest, out -> Safetensors.write(tensors(model), out));
        file(MACHINE).write(manifest, out -> out.write(MachineJson.write(model)));
        if (model.learner() != null) {
            file(LEARNER).write(manifest, out -> ArrayTensors.write(model.learner(), out));
        }
        file(RUN)
                .write(
                        manifest,
                        out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(run)));
        try (FSDataOutputStream out = fs.create(new Path(folder, MANIFEST), false)) {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        }
    }

    private CheckedFile file(String name) {
        return new CheckedFile(fs, new Path(folder, name));
    }

    private static Map<String, Tensor> tensors(StoredModel model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Block block : model.machine().layout().blocks()) {
            float[] values = model.parameters().copyOf(block);
            boolean matrix = block.kind() == Block.Kind.WEIGHTS;
            tensors.put(
                    block.name(),
                    matrix ? Tensor.of(values, block.rows(), block.columns()) : Tensor.of(values, block.columns()));
        }
        if (model.scaling().kind() == InputScaling.Kind.MIN_MAX) {
            double[] minimum = model.scaling().minimum();
            tensors.put("scaling.minimum", Tensor.of(minimum, minimum.length));
            tensors.put("scaling.maximum", Tensor.of(model.scaling().maximum(), minimum.length));
        }
        if (model.scaling().kind() == InputScaling.Kind.STANDARDIZE) {
            double[] mean = model.scaling().mean();
            tensors.put("scaling.mean", Tensor.of(mean, mean.length));
            tensors.put("scaling.deviation", Tensor.of(model.scaling().deviation(), mean.length));
        }
        return tensors;
    }

    /**
     * Reads the folder's model and verifies it against the manifest.
     *
     * @throws StoreException if a file is missing, damaged, or of a version that this release does not read
     */
    public StoredModel read() throws IOException {
        JsonNode manifest = manifest();
        JsonNode root = machine(manifest);
        Machine machine = MachineJson.machine(root, MACHINE);
        Map<String, Tensor> tensors = file(PARAMETERS)
                .read(manifest, (in, length) -> Safetensors.read(new DataInputStream(in), PARAMETERS, length));
        Parameters parameters = Parameters.zero(machine);
        for (Block block : machine.layout().blocks()) {
            boolean matrix = block.kind() == Block.Kind.WEIGHTS;
            float[] values = matrix
                    ? tensor(tensors, block.name(), true, block.rows(), block.columns())
                            .floats()
                    : tensor(tensors, block.name(), true, block.columns()).floats();
            System.arraycopy(values, 0, parameters.values(), block.offset(), block.length());
        }
        StoredModel model = new StoredModel(
                machine,
                parameters,
                scaling(root.path("scaling"), tensors, machine),
                MachineJson.values(root.path("settings")),
                MachineJson.values(root.path("data")));
        if (!manifest.has(LEARNER)) {
            return model;
        }
        return model.withLearner(file(LEARNER).read(manifest, (in, length) -> ArrayTensors.read(in, LEARNER, length)));
    }

    /**
     * Reads and verifies what the folder says of its model, without the parameters.
     *
     * @throws StoreException as {@link #read} does
     */
    public ModelHeader header() throws IOException {
        JsonNode root = machine(manifest());
        return new ModelHeader(MachineJson.machine(root, MACHINE), MachineJson.values(root.path("settings")));
    }

    private JsonNode machine(JsonNode manifest) throws IOException {
        return MachineJson.parse(file(MACHINE).read(manifest, (in, length) -> in.readAllBytes()), MACHINE);
    }

    private JsonNode manifest() throws IOException {
        if (!fs.exists(new Path(folder, MANIFEST))) {
            throw new StoreException("There is no whole model at " + folder + ": " + MANIFEST
                    + " is missing. Give the folder that a job or save() wrote.");
        }
        try {
            return JSON.readTree(file(MANIFEST).text());
        } catch (JsonProcessingException e) {
            throw new StoreException(
                    "The file " + new Path(folder, MANIFEST) + " is no JSON; take an undamaged copy.", e);
        }
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name, boolean single, long... shape) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || tensor.isSingle() != single || !Arrays.equals(tensor.shape(), shape)) {
            throw new StoreException("The file " + PARAMETERS + " should hold " + (single ? "F32" : "F64") + " tensor '"
                    + name + "' of shape " + Arrays.toString(shape) + ", but holds "
                    + (tensor == null ? "none of that name" : "one of shape " + Arrays.toString(tensor.shape())) + ".");
        }
        return tensor;
    }

    private static InputScaling scaling(JsonNode node, Map<String, Tensor> tensors, Machine machine) {
        int[] visible = machine.layers(true);
        int width = visible.length == 0 ? 0 : machine.layer(visible[0]).size();
        try {
            return switch (InputScaling.Kind.named(node.path("kind").asText())) {
                case NONE -> InputScaling.none();
                case DIVIDE_BY -> InputScaling.divideBy(node.path("divisor").asDouble());
                case MIN_MAX ->
                    InputScaling.minMax(
                            tensor(tensors, "scaling.minimum", false, width).doubles(),
                            tensor(tensors, "scaling.maximum", false, width).doubles());
                case STANDARDIZE ->
                    InputScaling.standardize(
                            tensor(tensors, "scaling.mean", false, width).doubles(),
                            tensor(tensors, "scaling.deviation", false, width).doubles());
            };
        } catch (IllegalArgumentException e) {
            throw new StoreException("The file " + MACHINE + " describes no scaling: " + e.getMessage(), e);
        }
    }
}
