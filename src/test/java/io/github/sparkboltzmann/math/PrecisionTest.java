package io.github.sparkboltzmann.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which products a precision gives. */
class PrecisionTest {
    @Test
    void everyPrecisionHasItsName() {
        for (Precision precision : Precision.values()) {
            assertEquals(precision, Precision.named(precision.id()));
        }
        assertEquals("bfloat16", Precision.BFLOAT16.id());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Precision.named("double"))
                .getMessage()
                .contains("float32"));
    }

    @Test
    void autoTakesBfloat16WithMatrixRegistersOnlyAndSaysSo() {
        String auto = Kernels.batchProducts(Precision.AUTO).description();
        if (Processor.hasMatrixRegisters()) {
            assertTrue(auto.startsWith("bfloat16, oneDNN") || auto.startsWith("float32 (auto: no oneDNN)"), auto);
        } else {
            assertTrue(auto.startsWith("float32 (auto: no amx_bf16), "), auto);
        }
        assertTrue(Kernels.batchProducts(Precision.FLOAT32).description().startsWith("float32, "));
    }

    @Test
    void bfloat16IsRefusedInOneSentenceWhereTheProcessorLacksIt() {
        if (!Processor.multipliesBfloat16()) {
            String message = assertThrows(IllegalStateException.class, () -> Kernels.batchProducts(Precision.BFLOAT16))
                    .getMessage();
            assertTrue(message.contains("avx512_bf16"), message);
        }
    }

    @Test
    void flagsAreThoseOfTheFirstProcessor(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cpuinfo");
        Files.writeString(file, "processor\t: 0\nflags\t\t: fpu amx_bf16 sse\n\nprocessor\t: 1\nflags\t\t: fpu\n");
        assertEquals(Set.of("fpu", "amx_bf16", "sse"), Processor.flags(file));
        Files.writeString(file, "Features\t: asimd\n");
        assertEquals(Set.of(), Processor.flags(file));
        assertEquals(Set.of(), Processor.flags(folder.resolve("none")));
    }
}
