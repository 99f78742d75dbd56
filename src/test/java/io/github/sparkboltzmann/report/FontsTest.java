package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine without fonts hears. */
class FontsTest {
    @Test
    void everyWayInWhichAwtFailsBecomesOneSentence() {
        List<Throwable> failures = List.of(
                new InternalError("Fontconfig head is null"),
                new NullPointerException("sun.awt.FontConfiguration.getVersion"),
                new UnsatisfiedLinkError("libfreetype.so.6"),
                new NoClassDefFoundError("sun.font.SunFontManager"));
        for (Throwable failure : failures) {
            ReportException e = assertThrows(ReportException.class, () -> Fonts.guard(() -> sneak(failure)));
            assertSame(failure, e.getCause());
            assertTrue(e.getMessage().contains("apt-get install fontconfig fonts-dejavu-core"), e.getMessage());
            assertTrue(e.getMessage().contains("run without pictures"), e.getMessage());
        }
    }

    @Test
    void memoryThatRunsOutIsNotCalledAMissingFont() {
        assertThrows(OutOfMemoryError.class, () -> Fonts.guard(() -> sneak(new OutOfMemoryError())));
    }

    @Test
    void thisMachineHasAFontOrSaysSo() {
        assertDoesNotThrow(Fonts::require);
        assertEquals("true", System.getProperty("java.awt.headless", "true"));
    }

    /** A Java of its own with a fontconfig that knows no font, and no font cache in its home. */
    @Test
    void machineWithoutFontsDrawsGridsAndRefusesLabels(@TempDir Path home) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"));
        Path none = Files.writeString(home.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder command = new ProcessBuilder(
                java.toString(),
                "-Xmx64m",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Fontless.class.getName());
        command.environment().put("FONTCONFIG_FILE", none.toString());
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("grid drawn"), said);
        assertTrue(said.contains("this machine cannot draw text: install fontconfig and a font"), said);
    }

    private static void sneak(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        throw (RuntimeException) failure;
    }

    /** What the other Java runs. */
    static final class Fontless {
        private Fontless() {}

        public static void main(String[] args) {
            float[][] image = {{1f}};
            if (ImageGrid.images(image, 1, 1, 1).length > 0) {
                System.out.println("grid drawn");
            }
            try {
                ImageGrid.pairs(image, image, 1, 1);
                System.out.println("labels drawn");
            } catch (ReportException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
