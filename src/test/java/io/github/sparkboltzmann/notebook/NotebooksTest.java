package io.github.sparkboltzmann.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.sparkboltzmann.TestSpark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every notebook runs from top to bottom, here without Jupyter, and the checks that its cells make hold.
 *
 * <p>A notebook's checks throw. What is stored with it is whole, and small enough to be read in a browser.
 */
class NotebooksTest {
    private static final Path FOLDER = Path.of("notebooks");
    private static final long MOST_BYTES = 500_000;
    /** Half a minute each: they run with the cluster's tests. */
    private static final Set<String> LONG =
            Set.of("2-train-and-look-inside.ipynb", "4-features-for-a-classifier.ipynb");

    private static final Pattern CHECKED = Pattern.compile("^ *check\\(", Pattern.MULTILINE);

    @BeforeAll
    static void useTheTestsSparkSession() {
        TestSpark.session();
    }

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isLong(Path file) {
        return LONG.contains(file.getFileName().toString());
    }

    static List<Path> shortNotebooks() throws IOException {
        return notebooks().stream().filter(file -> !isLong(file)).toList();
    }

    static List<Path> longNotebooks() throws IOException {
        return notebooks().stream().filter(NotebooksTest::isLong).toList();
    }

    @ParameterizedTest
    @MethodSource("shortNotebooks")
    void cellsRunInOrderAndTheirChecksHold(Path file) throws IOException {
        requireRuns(file);
    }

    @Tag("cluster")
    @ParameterizedTest
    @MethodSource("longNotebooks")
    void cellsOfLongNotebooksRunInOrderAndTheirChecksHold(Path file) throws IOException {
        requireRuns(file);
    }

    private static void requireRuns(Path file) throws IOException {
        int pictures = 0;
        int number = 0;
        try (JavaCells cells = new JavaCells(System.getProperty("java.class.path"))) {
            for (Notebook.Cell cell : Notebook.read(file).codeCells()) {
                number++;
                Object value = run(cells, cell, file + ", code cell " + number);
                if (value instanceof BufferedImage picture) {
                    pictures++;
                    assertFalse(isBlank(picture), file + ", code cell " + number + ": the picture has one colour");
                }
            }
        }
        assertTrue(pictures >= 2, file + " shows " + pictures + " pictures");
    }

    private static Object run(JavaCells cells, Notebook.Cell cell, String where) {
        try {
            return cells.run(cell.source());
        } catch (CellException e) {
            return fail(where + ": " + e.getMessage(), e);
        }
    }

    private static boolean isBlank(BufferedImage picture) {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (picture.getRGB(x, y) != picture.getRGB(0, 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void whatIsStoredIsWholeAndSmall(Path file) throws IOException {
        assertTrue(Files.size(file) < MOST_BYTES, file + " has " + Files.size(file) + " bytes");
        List<Notebook.Cell> code = Notebook.read(file).codeCells();
        long stored = code.stream()
                .filter(cell -> cell.outputs().contains("image/png"))
                .count();
        assertTrue(stored >= 2, file + " is stored with " + stored + " pictures; run submit/notebooks --in-place");
        for (Notebook.Cell cell : code) {
            assertFalse(cell.outputs().contains("error"), file + " is stored with an error in\n" + cell.source());
        }
        long checks = code.stream()
                .mapToLong(cell -> CHECKED.matcher(cell.source()).results().count())
                .sum();
        assertTrue(checks >= 3, file + " makes " + checks + " checks");
    }

    @Test
    void thereAreNotebooks() throws IOException {
        assertEquals(5, notebooks().size());
    }
}
