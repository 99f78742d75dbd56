package io.github.sparkboltzmann.job.benchmark;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A restricted machine's numbers as peers leave them: {@code components[hidden, visible]} row-major, visible biases, hidden biases, as
 * little-endian float32 without a head. Ours are {@code W[visible, hidden]}: transposed on the way.
 */
final class WeightFile {
    private WeightFile() {}

    static void write(Path file, Parameters parameters, int visible, int hidden) {
        Machine machine = Machine.restricted(visible, hidden);
        float[] weights = parameters.copyOf(machine.weights(0));
        ByteBuffer bytes = ByteBuffer.allocate(4 * length(visible, hidden)).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        for (int j = 0; j < hidden; j++) {
            for (int i = 0; i < visible; i++) {
                floats.put(weights[i * hidden + j]);
            }
        }
        floats.put(parameters.copyOf(machine.biases(0))).put(parameters.copyOf(machine.biases(1)));
        try {
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if the file has not as many numbers as the machine */
    static Parameters read(Path file, Machine machine) {
        int visible = machine.layer(0).size();
        int hidden = machine.layer(1).size();
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (content.length != 4 * length(visible, hidden)) {
            throw new IllegalArgumentException(file + " should have " + 4 * length(visible, hidden)
                    + " bytes for a machine " + visible + "-" + hidden + ", but has " + content.length + ".");
        }
        FloatBuffer floats =
                ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        Parameters parameters = Parameters.zero(machine);
        float[] values = parameters.values();
        int at = machine.weights(0).offset();
        for (int j = 0; j < hidden; j++) {
            for (int i = 0; i < visible; i++) {
                values[at + i * hidden + j] = floats.get();
            }
        }
        for (int layer = 0; layer < 2; layer++) {
            Block biases = machine.biases(layer);
            floats.get(values, biases.offset(), biases.length());
        }
        return parameters;
    }

    private static int length(int visible, int hidden) {
        return visible * hidden + visible + hidden;
    }
}
