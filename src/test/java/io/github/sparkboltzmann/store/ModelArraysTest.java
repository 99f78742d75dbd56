package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Layer;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.store.Safetensors.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models to arrays and back, whatever the names, the format and the way round. */
class ModelArraysTest {
    private static final float[] NOTHING = {0};

    @TempDir
    private Path folder;

    private static StoredModel model(Machine machine) {
        float[] values = new float[machine.layout().length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(0x3E000000 + i * 2_654_435 & 0xBFFFFFFF);
        }
        return new StoredModel(
                machine, Parameters.of(machine, values), InputScaling.none(), new TreeMap<>(), new TreeMap<>());
    }

    @Test
    void exportAndImportGiveTheSameParameterBytes() throws IOException {
        for (int[] units : new int[][] {{5, 3}, {3, 5}, {4, 4}, {1, 1}, {300, 257}}) {
            StoredModel model = model(Machine.restricted(units[0], units[1]));
            for (String format : List.of("npz", "safetensors")) {
                for (ArrayNames names : List.of(
                        ArrayNames.DEFAULT,
                        new ArrayNames("components_", "intercept_visible_", "intercept_hidden_", true),
                        new ArrayNames("a", "b", "c", true))) {
                    Path file = folder.resolve("m." + format);
                    Files.write(file, ModelArrays.write(model, names, format));
                    boolean known = !names.weights.equals("a");
                    StoredModel back = known ? ArrayFiles.model(file) : ArrayFiles.model(file, "a", "b", "c", true);
                    assertArrayEquals(
                            bits(model.parameters().values()),
                            bits(back.parameters().values()));
                    assertTrue(model.machine().layout().sameAs(back.machine().layout()));
                    assertEquals(format, back.settings().get("importedFrom"));
                }
            }
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Test
    void aModelFoldersOwnTensorsAreImported() throws IOException {
        StoredModel model = model(Machine.restricted(4, 2));
        org.apache.hadoop.fs.Path target =
                new org.apache.hadoop.fs.Path(folder.resolve("model").toUri());
        new ModelFolder(new org.apache.hadoop.conf.Configuration(), target).write(model, new TreeMap<>());
        StoredModel back = ArrayFiles.model(folder.resolve("model/parameters.safetensors"));
        assertArrayEquals(model.parameters().values(), back.parameters().values());
    }

    @Test
    void weightsTheOtherWayRoundAreRefusedWithTheSettingThatHelps() throws IOException {
        Path file = save("W", Tensor.of(new float[6], 2, 3), new float[3], new float[2]);
        String message = ArrayFiles.refusal(() -> ArrayFiles.model(file));
        assertTrue(message.contains("shape [2, 3], but the biases are of 3 visible and 2 hidden units"), message);
        assertTrue(message.endsWith("set transpose to true."), message);
        assertEquals(
                3, ArrayFiles.model(file, "", "", "", true).machine().layer(0).size());
        Path sklearn = save("components_", Tensor.of(new float[6], 3, 2), new float[3], new float[2]);
        assertTrue(ArrayFiles.refusal(() -> ArrayFiles.model(sklearn)).endsWith("set transpose to false."));
    }

    @Test
    void valuesThatAreNotFiniteAreRefusedWithTheirPlace() throws IOException {
        double[] weights = new double[6];
        weights[4] = Double.NaN;
        assertEquals(
                "Array 'W' of test.npz has NaN at [1, 1], but finite numbers of single precision are expected.",
                refusal("W", Tensor.of(weights, 2, 3), new float[2], new float[3]));
        weights[4] = 1e300;
        assertTrue(refusal("W", Tensor.of(weights, 2, 3), new float[2], new float[3])
                .contains("has 1.0E300 at [1, 1]"));
        assertTrue(
                refusal("W", Tensor.of(new float[6], 2, 3), new float[2], new float[] {0, 0, Float.NEGATIVE_INFINITY})
                        .contains("'hidden_bias' of test.npz has -Infinity at [2]"));
    }

    @Test
    void shapesThatDoNotFitAreRefused() throws IOException {
        assertTrue(refusal("W", Tensor.of(new float[6], 6), NOTHING, NOTHING).contains("a matrix of weights"));
        assertTrue(refusal("W", Tensor.of(new float[0], 0, 3), NOTHING, NOTHING).contains("a matrix of weights"));
        assertTrue(refusal("W", Tensor.of(new float[6], 2, 3), new float[2], new float[2])
                .contains("'hidden_bias' of test.npz should hold 3 biases"));
        assertTrue(refusal("W", Tensor.of(new float[6], 2, 3), new float[4], new float[3])
                .contains("'visible_bias' of test.npz should hold 2 biases"));
    }

    @Test
    void biasesMayBeMatricesOfOneRowOrColumn() throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("W", Tensor.of(new float[6], 2, 3));
        arrays.put("visible_bias", Tensor.of(new float[] {1, 2}, 2, 1));
        arrays.put("hidden_bias", Tensor.of(new float[] {3, 4, 5}, 1, 3));
        float[] values = ArrayFiles.model(save(arrays)).parameters().values();
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5}, values);
    }

    @Test
    void namesThatAreMissingOrMeantTwiceAreRefusedWithWhatIsThere() throws IOException {
        Path file = save("weight", Tensor.of(new float[6], 2, 3), new float[2], new float[3]);
        assertEquals(
                "The file test.npz should hold the weights as 'W' or 'components_' or 'weights.visible.hidden', but holds"
                        + " 'weight', 'visible_bias', 'hidden_bias'; give the name.",
                ArrayFiles.refusal(() -> ArrayFiles.model(file)));
        assertEquals(
                2,
                ArrayFiles.model(file, "weight", "", "", null)
                        .machine()
                        .layer(0)
                        .size());
        assertTrue(ArrayFiles.refusal(() -> ArrayFiles.model(file, "weight", "a", "", null))
                .contains("should hold the visible biases as 'a', but holds"));
        Map<String, Tensor> both = new LinkedHashMap<>();
        both.put("W", Tensor.of(new float[6], 2, 3));
        both.put("components_", Tensor.of(new float[6], 3, 2));
        Path two = save(both);
        assertTrue(ArrayFiles.refusal(() -> ArrayFiles.model(two))
                .contains("holds 'W' and 'components_', each of which may be the weights"));
    }

    @Test
    void halvesAndTensorsOfOtherTypesInSafetensorsDoNoHarm() throws IOException {
        // Out of order in the header, with a tensor of a type that no machine has: as other programs write.
        String header = "{\"steps\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"hidden_bias\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[24,26]},"
                + "\"visible_bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[16,24]},"
                + "\"W\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[8,16]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 26).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
        bytes.putLong(99).putFloat(1).putFloat(2).putFloat(3).putFloat(4).putShort((short) 0xC000);
        Path file = Files.write(folder.resolve("test.safetensors"), bytes.array());
        assertArrayEquals(
                new float[] {1, 2, 3, 4, -2},
                ArrayFiles.model(file).parameters().values());
        assertTrue(ArrayFiles.refusal(() -> ArrayFiles.model(file, "steps", "", "", null))
                .contains("tensor 'steps' of dtype 'I64', but F32, F64 or F16 is expected"));
    }

    @Test
    void aMachineThatThreeArraysCannotHoldIsNotWritten() {
        Machine deep = Machine.of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, 2),
                        Layer.hidden("h1", UnitTypes.BERNOULLI, 2),
                        Layer.hidden("h2", UnitTypes.BERNOULLI, 2)),
                List.of(Coupling.between(0, 1), Coupling.between(1, 2)));
        Machine lateral = Machine.of(
                List.of(
                        Layer.visible("visible", UnitTypes.BERNOULLI, 2),
                        Layer.hidden("hidden", UnitTypes.BERNOULLI, 2)),
                List.of(Coupling.between(0, 1), Coupling.between(0, 0)));
        for (Machine machine : List.of(deep, lateral)) {
            assertTrue(ArrayFiles.refusal(() -> write(machine, ArrayNames.DEFAULT))
                    .contains("but this model is another one"));
        }
        assertTrue(ArrayFiles.refusal(() -> write(Machine.restricted(1, 1), new ArrayNames("a", "a", "b", false)))
                .contains("three different names"));
    }

    private static void write(Machine machine, ArrayNames names) {
        try {
            ModelArrays.write(model(machine), names, "npz");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String refusal(String weights, Tensor matrix, float[] visible, float[] hidden) throws IOException {
        Path file = save(weights, matrix, visible, hidden);
        return ArrayFiles.refusal(() -> ArrayFiles.model(file));
    }

    private Path save(String weights, Tensor matrix, float[] visible, float[] hidden) throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put(weights, matrix);
        boolean sklearn = weights.equals("components_");
        arrays.put(sklearn ? "intercept_visible_" : "visible_bias", Tensor.of(visible, visible.length));
        arrays.put(sklearn ? "intercept_hidden_" : "hidden_bias", Tensor.of(hidden, hidden.length));
        return save(arrays);
    }

    private Path save(Map<String, Tensor> arrays) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpzFile.write(arrays, out);
        return Files.write(folder.resolve("test.npz"), out.toByteArray());
    }
}
