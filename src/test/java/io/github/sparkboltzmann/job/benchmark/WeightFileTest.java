package io.github.sparkboltzmann.job.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines of peers, whose weights lie the other way round. */
class WeightFileTest {
    @TempDir
    private Path folder;

    private Path file(float... numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return Files.write(folder.resolve("weights"), bytes.array());
    }

    @Test
    void componentsOfHiddenByVisibleBecomeWeightsOfVisibleByHidden() throws IOException {
        Machine machine = Machine.restricted(2, 3);
        // components_[hidden, visible] = 11 12 / 21 22 / 31 32, then visible and hidden biases
        Parameters parameters = WeightFile.read(file(11, 12, 21, 22, 31, 32, 1, 2, 3, 4, 5), machine);
        assertArrayEquals(new float[] {11, 21, 31, 12, 22, 32}, parameters.copyOf(machine.weights(0)));
        assertArrayEquals(new float[] {1, 2}, parameters.copyOf(machine.biases(0)));
        assertArrayEquals(new float[] {3, 4, 5}, parameters.copyOf(machine.biases(1)));
    }

    @Test
    void whatIsWrittenIsRead() {
        Machine machine = Machine.restricted(4, 3);
        Parameters parameters = Parameters.zero(machine);
        for (int i = 0; i < parameters.values().length; i++) {
            parameters.values()[i] = i;
        }
        Path file = folder.resolve("ours");
        WeightFile.write(file, parameters, 4, 3);
        assertArrayEquals(parameters.values(), WeightFile.read(file, machine).values());
    }

    @Test
    void aFileOfAnotherMachineIsRefused() throws IOException {
        Path file = file(1, 2, 3);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> WeightFile.read(file, Machine.restricted(2, 3)));
        assertTrue(refused.getMessage().contains("44 bytes"), refused.getMessage());
        assertEquals(12, Files.size(file));
    }
}
