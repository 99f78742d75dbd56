package io.github.sparkboltzmann.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.math.SparsePattern;
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
    /** Version 2 has edges of sparse couplings; a machine without is written as version 1, which earlier releases read. */
    static final int VERSION = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private MachineJson() {}

    static byte[] write(StoredModel model) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        boolean sparse = model.machine().couplings().stream().anyMatch(Coupling::isSparse);
        root.put("format", FORMAT).put("version", sparse ? VERSION : 1);
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
            ObjectNode node = root.withArray("couplings")
                    .addObject()
                    .put("first", coupling.first())
                    .put("second", coupling.second());
            if (coupling.isSparse()) {
                ArrayNode edges = node.putArray("edges");
                for (int e = 0; e < coupling.edges().places(); e++) {
                    edges.add(coupling.edges().row(e)).add(coupling.edges().column(e));
                }
            }
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
        if (version < 1 || version > VERSION) {
            throw new StoreException(
                    "The file " + name + " has format version " + version + ", but this release reads versions 1 to "
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
                couplings.add(coupling(coupling, layers));
            }
            return Machine.of(layers, couplings);
        } catch (IllegalArgumentException e) {
            throw new StoreException("The file " + name + " describes no machine: " + e.getMessage(), e);
        }
    }

    private static Coupling coupling(JsonNode node, List<Layer> layers) {
        int first = node.path("first").asInt(-1);
        int second = node.path("second").asInt(-1);
        if (!node.has("edges")) {
            return Coupling.between(first, second);
        }
        JsonNode edges = node.path("edges");
        if (Math.min(first, second) < 0 || Math.max(first, second) >= layers.size() || edges.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "A sparse coupling names two layers and pairs of units, but one is of layers " + first + " and "
                            + second + " with " + edges.size() + " units.");
        }
        int[] row = new int[edges.size() / 2];
        int[] column = new int[row.length];
        for (int e = 0; e < row.length; e++) {
            row[e] = edges.get(2 * e).asInt(-1);
            column[e] = edges.get(2 * e + 1).asInt(-1);
            if (e > 0 && (row[e] < row[e - 1] || row[e] == row[e - 1] && column[e] <= column[e - 1])) {
                throw new IllegalArgumentException(
                        "Edges of a sparse coupling rise by first and second unit, as their weights do, but edge " + e
                                + " does not.");
            }
        }
        return Coupling.sparse(
                first,
                second,
                SparsePattern.of(layers.get(first).size(), layers.get(second).size(), row, column));
    }

    static SortedMap<String, Object> values(JsonNode node) {
        SortedMap<String, Object> values = new TreeMap<>();
        node.properties()
                .forEach(field -> values.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class)));
        return values;
    }
}
