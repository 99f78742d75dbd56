package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.train.NamedArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model folder is read back whole, and a damaged one is refused in a sentence. */
class ModelFolderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void everythingComesBack() throws IOException {
        InputScaling scaling = InputScaling.minMax(new double[] {0, -1, 2, 0.1}, new double[] {1, 1, 2, 255});
        StoredModel model = model(TinyMachines.restricted(), scaling);
        write(model);
        StoredModel back = read();
        assertTrue(model.machine().layout().sameAs(back.machine().layout()));
        assertArrayEquals(model.parameters().values(), back.parameters().values());
        assertEquals(InputScaling.Kind.MIN_MAX, back.scaling().kind());
        assertArrayEquals(scaling.minimum(), back.scaling().minimum());
        assertArrayEquals(scaling.maximum(), back.scaling().maximum());
        assertEquals(model.settings(), back.settings());
        assertEquals(model.data(), back.data());
    }

    @Test
    void machinesOfEveryStructureComeBack() throws IOException {
        List<Machine> machines = List.of(TinyMachines.twoVisibleLayers(), TinyMachines.deep(), TinyMachines.general());
        for (int i = 0; i < machines.size(); i++) {
            folder = Files.createDirectories(folder.resolve("" + i));
            StoredModel model = model(machines.get(i), InputScaling.divideBy(255));
            write(model);
            assertTrue(machines.get(i).layout().sameAs(read().machine().layout()));
            assertArrayEquals(model.parameters().values(), read().parameters().values());
            assertEquals(255, read().scaling().divisor());
        }
    }

    @Test
    void anyFlippedByteOfParametersOrMachineIsRefused() throws IOException {
        write(model(TinyMachines.restricted(), InputScaling.none()));
        for (String name : List.of("parameters.safetensors", "machine.json")) {
            byte[] whole = Files.readAllBytes(folder.resolve(name));
            for (int at = 0; at < whole.length; at += 7) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                put(name, damaged);
                assertRefused(name, "is not the one that its manifest describes");
            }
            put(name, whole);
        }
        read();
    }

    @Test
    void whatMoreTrainingGoesOnFromComesBackAndIsVerified() throws IOException {
        NamedArrays learner = new NamedArrays()
                .put("learner.velocity.bias.hidden", new float[] {1, 2, 3}, 1, 3)
                .put("chains.0.0", new byte[] {3, -1}, 2, 1)
                .putLong("stepsBefore", 1_200);
        write(model(TinyMachines.restricted(), InputScaling.none()).withLearner(learner));
        NamedArrays back = read().learner();
        assertEquals(List.copyOf(learner.names()), List.copyOf(back.names()));
        assertArrayEquals(learner.floats("learner.velocity.bias.hidden"), back.floats("learner.velocity.bias.hidden"));
        assertArrayEquals(new byte[] {3, -1}, back.bytes("chains.0.0"));
        assertEquals(1_200, back.number("stepsBefore"));
        byte[] whole = Files.readAllBytes(folder.resolve("learner.safetensors"));
        whole[whole.length - 1] ^= 1;
        put("learner.safetensors", whole);
        assertRefused("learner.safetensors", "is not the one that its manifest describes");
    }

    @Test
    void truncatedFilesAreRefused() throws IOException {
        write(model(TinyMachines.restricted(), InputScaling.none()));
        for (String name : List.of("parameters.safetensors", "machine.json", "manifest.json")) {
            byte[] whole = Files.readAllBytes(folder.resolve(name));
            put(name, Arrays.copyOf(whole, whole.length / 2));
            assertRefused(name, "undamaged copy");
            put(name, whole);
        }
    }

    @Test
    void missingFilesAreRefused() throws IOException {
        write(model(TinyMachines.restricted(), InputScaling.none()));
        for (String name : List.of("parameters.safetensors", "machine.json")) {
            byte[] whole = Files.readAllBytes(folder.resolve(name));
            Files.delete(folder.resolve(name));
            assertRefused(name, "has no " + name);
            put(name, whole);
        }
        Files.delete(folder.resolve("manifest.json"));
        assertRefused("manifest.json", "There is no whole model at ");
    }

    @Test
    void anUnknownVersionIsRefusedWithWhatToDo() throws Exception {
        write(model(TinyMachines.restricted(), InputScaling.none()));
        changeMachine("version", JSON.readTree("3"));
        assertRefused("machine.json", "has format version 3, but this release reads versions 1 to 2");
        changeMachine("version", JSON.readTree("0"));
        assertRefused("machine.json", "has format version 0");
    }

    @Test
    void aFileOfAnotherProgramIsRefused() throws Exception {
        write(model(TinyMachines.restricted(), InputScaling.none()));
        changeMachine("format", JSON.readTree("\"other\""));
        assertRefused("machine.json", "is not a model of spark-boltzmann");
    }

    @Test
    void shapesThatDoNotFitTheMachineAreRefused() throws Exception {
        write(model(TinyMachines.restricted(), InputScaling.none()));
        changeMachine(
                "layers",
                JSON.readTree(
                        """
                        [{"name":"visible","type":"bernoulli","size":3,"visible":true},
                         {"name":"hidden","type":"bernoulli","size":4,"visible":false}]"""));
        assertRefused(
                "parameters.safetensors", "'weights.visible.hidden' of shape [3, 4], but holds one of shape [4, 3]");
        changeMachine(
                "layers",
                JSON.readTree(
                        """
                        [{"name":"pixels","type":"bernoulli","size":4,"visible":true},
                         {"name":"hidden","type":"bernoulli","size":3,"visible":false}]"""));
        assertRefused("parameters.safetensors", "'weights.pixels.hidden' of shape [4, 3], but holds none of that name");
    }

    @Test
    void aMachineThatCannotBeIsRefused() throws Exception {
        write(model(TinyMachines.restricted(), InputScaling.none()));
        changeMachine("couplings", JSON.readTree("[{\"first\":0,\"second\":7}]"));
        assertRefused("machine.json", "describes no machine: A coupling names layer 7");
        changeMachine("layers", JSON.readTree("[{\"name\":\"visible\",\"type\":\"quantum\",\"size\":4}]"));
        assertRefused("machine.json", "describes no machine: There is no unit type 'quantum'");
    }

    @Test
    void scalingThatIsMissingUnknownOrOfAnotherWidthIsRefused() throws Exception {
        write(model(TinyMachines.restricted(), InputScaling.none()));
        changeMachine("scaling", JSON.readTree("{\"kind\":\"min-max\"}"));
        assertRefused("parameters.safetensors", "'scaling.minimum'");
        changeMachine("scaling", JSON.readTree("{\"kind\":\"logarithm\"}"));
        assertRefused("machine.json", "logarithm");
        changeMachine("scaling", JSON.readTree("{\"kind\":\"divide-by\",\"divisor\":0}"));
        assertRefused("machine.json", "divided by a positive number");

        folder = Files.createDirectories(folder.resolve("narrow"));
        write(model(TinyMachines.restricted(), InputScaling.minMax(new double[3], new double[3])));
        assertRefused("parameters.safetensors", "'scaling.minimum' of shape [4], but holds one of shape [3]");
    }

    private static StoredModel model(Machine machine, InputScaling scaling) {
        Parameters parameters = TinyMachines.random(machine, 1, 3);
        return new StoredModel(
                machine,
                parameters,
                scaling,
                new TreeMap<>(Map.of("cdSteps", 1, "learningRate", 0.05, "statistics", "samples")),
                new TreeMap<>(Map.of("rows", 60_000, "fingerprint", "8f00")));
    }

    private void write(StoredModel model) throws IOException {
        modelFolder().write(model, new TreeMap<>(Map.of("written", "today")));
    }

    private StoredModel read() throws IOException {
        return modelFolder().read();
    }

    private ModelFolder modelFolder() {
        return new ModelFolder(new Configuration(), new org.apache.hadoop.fs.Path(folder.toUri()));
    }

    private void put(String name, byte[] bytes) throws IOException {
        Files.deleteIfExists(folder.resolve("." + name + ".crc"));
        Files.write(folder.resolve(name), bytes);
    }

    /** Changes a field of machine.json, and the manifest with it: what a program with a defect could write. */
    private void changeMachine(String field, JsonNode value) throws Exception {
        ObjectNode machine =
                (ObjectNode) JSON.readTree(folder.resolve("machine.json").toFile());
        machine.set(field, value);
        byte[] bytes = JSON.writeValueAsBytes(machine);
        put("machine.json", bytes);
        ObjectNode manifest =
                (ObjectNode) JSON.readTree(folder.resolve("manifest.json").toFile());
        manifest.putObject("machine.json")
                .put("bytes", bytes.length)
                .put(
                        "sha256",
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        put("manifest.json", JSON.writeValueAsBytes(manifest));
    }

    private void assertRefused(String file, String why) {
        String message = assertThrows(StoreException.class, this::read).getMessage();
        assertTrue(message.contains(file) && message.contains(why), message);
    }
}
