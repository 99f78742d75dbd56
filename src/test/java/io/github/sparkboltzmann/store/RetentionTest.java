package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old runs and versions go; what is current, in hand, or may go on stays. */
class RetentionTest {
    @TempDir
    private Path root;

    @BeforeEach
    void fiveDays() throws IOException {
        for (int day = 1; day <= 5; day++) {
            Path run = Files.createDirectories(root.resolve("runs/2026-01-0" + day));
            Files.writeString(run.resolve("run.json"), "{}");
            Files.createFile(run.resolve("_SUCCESS"));
            Files.createDirectories(root.resolve("published/2026-01-0" + day));
        }
        Files.writeString(root.resolve("CURRENT"), "2026-01-05\n");
    }

    private List<String> apply(int runs, int versions, String date, String... inUse) {
        return new Retention(runs, versions)
                .apply(new Configuration(), new org.apache.hadoop.fs.Path(root.toString()), date, Set.of(inUse));
    }

    private List<String> days(String of) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(of))) {
            return files.map(file -> file.getFileName().toString().replace("2026-01-0", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theNewestAreKept() throws IOException {
        List<String> removed = apply(2, 3, "2026-01-05");
        assertEquals(
                List.of(
                        "runs/2026-01-01",
                        "runs/2026-01-02",
                        "runs/2026-01-03",
                        "published/2026-01-01",
                        "published/2026-01-02"),
                removed);
        assertEquals(List.of("4", "5"), days("runs"));
        assertEquals(List.of("3", "4", "5"), days("published"));
        assertEquals(List.of(), apply(2, 3, "2026-01-05"), "a second time there is nothing to do");
    }

    @Test
    void theCurrentVersionAndThoseInUseStayHoweverOld() throws IOException {
        Files.writeString(root.resolve("CURRENT"), "2026-01-01\n");
        apply(1, 1, "2026-01-05", "2026-01-03");
        assertEquals(List.of("1", "3", "5"), days("published"));
    }

    @Test
    void theRunInHandAndUnfinishedOnesOfLaterDatesStay() throws IOException {
        Files.delete(root.resolve("runs/2026-01-04/_SUCCESS"));
        Files.delete(root.resolve("runs/2026-01-01/_SUCCESS"));
        apply(2, 9, "2026-01-02");
        assertEquals(List.of("2", "4", "5"), days("runs"), "an old one that nobody finished goes like any other");
    }

    @Test
    void whatAKilledProcessLeftGoes() throws IOException {
        Files.createDirectories(root.resolve("runs/.removing-2025-12-31/model"));
        Files.createDirectories(root.resolve("published/.2026-01-05.tmp-00000000-0000-0000-0000-000000000000"));
        Files.createFile(root.resolve(".CURRENT.tmp-00000000-0000-0000-0000-000000000000"));
        Files.createFile(root.resolve("runs/2026-01-05/.run.json.tmp-00000000-0000-0000-0000-000000000000"));
        apply(9, 9, "2026-01-05");
        assertEquals(List.of("1", "2", "3", "4", "5"), days("runs"));
        assertEquals(List.of("1", "2", "3", "4", "5"), days("published"));
        assertEquals(List.of("CURRENT", "published", "runs"), days("."));
        assertEquals(List.of("_SUCCESS", "run.json"), days("runs/2026-01-05"));
    }

    @Test
    void keepingNoneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Retention(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Retention(1, 0));
    }
}
