package io.github.sparkboltzmann.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Rows for tests: noisy copies of a few patterns of bits, as text. */
final class Rows {
    private static final int WIDTH = 64;
    private static final int PATTERNS = 12;

    private Rows() {}

    /** Writes a CSV file. */
    static Path csv(Path file, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        boolean[][] patterns = new boolean[PATTERNS][WIDTH];
        for (boolean[] pattern : patterns) {
            for (int i = 0; i < WIDTH; i++) {
                pattern[i] = random.nextBoolean();
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows; r++) {
            boolean[] pattern = patterns[random.nextInt(PATTERNS)];
            for (int i = 0; i < WIDTH; i++) {
                boolean flips = random.nextInt(20) == 0;
                text.append(i == 0 ? "" : ",").append(pattern[i] ^ flips ? 1 : 0);
            }
            text.append('\n');
        }
        return Files.writeString(file, text);
    }
}
