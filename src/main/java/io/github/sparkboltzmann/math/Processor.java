package io.github.sparkboltzmann.math;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The instruction sets that Linux names for this machine's processor. */
final class Processor {
    private static final Set<String> FLAGS = flags(Path.of("/proc/cpuinfo"));

    private Processor() {}

    /** Whether products of bfloat16 numbers are instructions. */
    static boolean multipliesBfloat16() {
        return FLAGS.contains("avx512_bf16") || hasMatrixRegisters();
    }

    /** Whether they go through matrix registers. */
    static boolean hasMatrixRegisters() {
        return FLAGS.contains("amx_bf16");
    }

    /** The words of the first line of flags; none where there is no such file or line. */
    static Set<String> flags(Path cpuinfo) {
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Arrays.stream(
                                    line.substring(line.indexOf(':') + 1).trim().split("\\s+"))
                            .collect(Collectors.toUnmodifiableSet()))
                    .orElse(Set.of());
        } catch (IOException | RuntimeException e) {
            return Set.of();
        }
    }
}
