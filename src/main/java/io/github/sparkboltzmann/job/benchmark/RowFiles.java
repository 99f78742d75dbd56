package io.github.sparkboltzmann.job.benchmark;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Purpose;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The binary rows that all take part with: uncompressed IDX files of 28 x 28 bytes 0 and 1 in a folder of the benchmark's own. */
final class RowFiles {
    private static final int SIDE = 28;
    private static final int IDX_IMAGES = 0x803;
    /** Rows of the shipped binarised MNIST: as many are made up. */
    private static final int ROWS = 50_000;

    private static final int CLASSES = 10;
    private static final int STROKES = 4;
    private static final long SEED = 1;

    private final Path folder;
    private final byte[] train;
    private final boolean real;

    private RowFiles(Path folder, byte[] train, boolean real) {
        this.folder = folder;
        this.train = train;
        this.real = real;
    }

    /** Rows that are made up: draws of ten prototypes of a few blurred strokes each; 13 to 16 percent of the pixels are on. */
    static RowFiles synthetic(Path folder) {
        return new RowFiles(folder, digits(ROWS), false);
    }

    /**
     * Binarised digits.
     *
     * @param data a folder with {@code train-images-idx3-ubyte.gz}, {@code valid-...} and {@code test-...}, or with a folder
     *     {@code mnist-binarized} that has them
     */
    static RowFiles real(Path folder, Path data) {
        Path inner = data.resolve("mnist-binarized");
        Path source = Files.isDirectory(inner) ? inner : data;
        for (String role : new String[] {"train", "valid", "test"}) {
            Path file = source.resolve(role + "-images-idx3-ubyte.gz");
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("--data should name a folder with binarised digits, but " + file
                        + " is not there; leave --data out for rows that are made up.");
            }
            write(folder.resolve(role), read(file));
        }
        return new RowFiles(folder, read(source.resolve("train-images-idx3-ubyte.gz")), true);
    }

    /** Whether likelihoods of these rows mean anything. */
    boolean isReal() {
        return real;
    }

    String description() {
        return train.length / (SIDE * SIDE) + " rows of " + SIDE * SIDE + " units, "
                + (real ? "binarised MNIST" : "made up, digit-like");
    }

    /** The file of validation or test rows of real data. */
    Path file(String role) {
        return folder.resolve(role);
    }

    /** A file of the first training rows. */
    Path train(int rows) {
        Path file = folder.resolve("train-" + rows);
        if (!Files.exists(file)) {
            write(file, Arrays.copyOf(train, Math.min(train.length, rows * SIDE * SIDE)));
        }
        return file;
    }

    /** A file of all training rows. */
    Path train() {
        return train(train.length / (SIDE * SIDE));
    }

    static void write(Path file, byte[] pixels) {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(IDX_IMAGES);
            out.writeInt(pixels.length / (SIDE * SIDE));
            out.writeInt(SIDE);
            out.writeInt(SIDE);
            out.write(pixels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16)))) {
            int magic = in.readInt();
            int rows = in.readInt();
            int height = in.readInt();
            int width = in.readInt();
            if (magic != IDX_IMAGES || height != SIDE || width != SIDE) {
                throw new IllegalArgumentException(
                        file + " should hold images of 28 x 28 bytes in the IDX format, but does not.");
            }
            byte[] pixels = new byte[rows * SIDE * SIDE];
            in.readFully(pixels);
            for (byte pixel : pixels) {
                if (pixel != 0 && pixel != 1) {
                    throw new IllegalArgumentException(file + " should hold pixels 0 and 1, but has " + (pixel & 0xFF)
                            + "; likelihoods of grey pixels are no likelihoods: give binarised digits.");
                }
            }
            return pixels;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static byte[] digits(int rows) {
        int units = SIDE * SIDE;
        float[][] prototypes = prototypes();
        byte[] pixels = new byte[rows * units];
        float[] draws = new float[units];
        DrawKey key = DrawKey.of(SEED, 1, Purpose.BINARISATION.number());
        for (int r = 0; r < rows; r++) {
            Kernels.elementwise().uniform(draws, 1, units, key, r);
            float[] prototype = prototypes[r % CLASSES];
            for (int i = 0; i < units; i++) {
                pixels[r * units + i] = (byte) (draws[i] < prototype[i] ? 1 : 0);
            }
        }
        return pixels;
    }

    private static float[][] prototypes() {
        float[][] prototypes = new float[CLASSES][SIDE * SIDE];
        float[] ends = new float[4 * STROKES];
        for (int c = 0; c < CLASSES; c++) {
            Kernels.elementwise().uniform(ends, 1, ends.length, DrawKey.of(SEED, 0, Purpose.BINARISATION.number()), c);
            for (int s = 0; s < STROKES; s++) {
                for (int step = 0; step <= 20; step++) {
                    double t = step / 20.0;
                    double x = 4 + 20 * (ends[4 * s] * (1 - t) + ends[4 * s + 1] * t);
                    double y = 4 + 20 * (ends[4 * s + 2] * (1 - t) + ends[4 * s + 3] * t);
                    blot(prototypes[c], x, y);
                }
            }
        }
        return prototypes;
    }

    private static void blot(float[] pixels, double x, double y) {
        for (int i = 0; i < pixels.length; i++) {
            double dx = i % SIDE - x;
            double dy = i / SIDE - y;
            float ink = (float) (0.9 * Math.exp(-(dx * dx + dy * dy) / 2));
            pixels[i] = Math.max(pixels[i], ink);
        }
    }
}
