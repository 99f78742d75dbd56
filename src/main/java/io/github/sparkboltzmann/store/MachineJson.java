package io.github.sparkboltzmann.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.UnitTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code machine.json}: structure, scaling, settings and data of a model, without time, host or path. */
final class MachineJson {
    static final String FORMAT = "spark-boltzmann";
    static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private MachineJson() {}

    static byte[] write(StoredModel model) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT).put("version", VERSION);
        for (Layer layer : model.machine().layers()) {
            root.withArray("layers")
                    .addObject()
                    .put("name", layer.name())
                    .put("type", layer.type().id())
                    .put("size", layer.size())
                    .put("visible", layer.isVisible());
        }
        root.putArray("couplings");
        for (Coupling coupling : model.machine().couplings()) {
            root.withArray("couplings")
                    .addObject()
                    .put("first", coupling.first())
                    .put("second", coupling.second());
        }
        InputScaling scaling = model.scaling();
        root.putObject("scaling").put("kind", scaling.kind().id()).put("divisor", scaling.divisor());
        root.set("settings", JSON.valueToTree(model.settings()));
        root.set("data", JSON.valueToTree(model.data()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    static JsonNode parse(byte[] bytes, String name) {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new StoreException("The file " + name + " is no JSON; take an undamaged copy.", e);
        }
        if (!root.path("format").asText().equals(FORMAT)) {
            throw new StoreException("The file " + name + " is not a model of " + FORMAT + ".");
        }
        int version = root.path("version").asInt();
        if (version != VERSION) {
            throw new StoreException(
                    "The file " + name + " has format version " + version + ", but this release reads version "
                            + VERSION + "; use the release that wrote it, or a newer one.");
        }
        return root;
    }

    static Machine machine(JsonNode root, String name) {
        try {
            List<Layer> layers = new ArrayList<>();
            for (JsonNode layer : root.path("layers")) {
                String layerName = layer.path("name").asText();
                int size = layer.path("size").asInt();
                var type = UnitTypes.named(layer.path("type").asText());
                layers.add(
                        layer.path("visible").asBoolean()
                                ? Layer.visible(layerName, type, size)
                                : Layer.hidden(layerName, type, size));
            }
            List<Coupling> couplings = new ArrayList<>();
            for (JsonNode coupling : root.path("couplings")) {
                couplings.add(Coupling.between(
                        coupling.path("first").asInt(-1),
                        coupling.path("second").asInt(-1)));
            }
            return Machine.of(layers, couplings);
        } catch (IllegalArgumentException e) {
            throw new StoreException("The file " + name + " describes no machine: " + e.getMessage(), e);
        }
    }

    static SortedMap<String, Object> values(JsonNode node) {
        SortedMap<String, Object> values = new TreeMap<>();
        node.properties()
                .forEach(field -> values.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class)));
        return values;
    }
}
