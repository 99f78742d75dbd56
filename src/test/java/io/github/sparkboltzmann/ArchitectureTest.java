package io.github.sparkboltzmann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the house and the arrows between them: who may import whom. */
class ArchitectureTest {
    private static final Path MAIN = Path.of("src/main/java/io/github/sparkboltzmann");
    private static final Pattern OURS = Pattern.compile("io\\.github\\.sparkboltzmann\\.([a-z]+)\\.");
    private static final Pattern SPARK = Pattern.compile("org\\.apache\\.(spark|hadoop)\\.|\\bscala\\.");
    private static final Map<String, Set<String>> MAY_IMPORT = arrows();

    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> may = new LinkedHashMap<>();
        may.put("math", Set.of());
        may.put("model", Set.of("math"));
        may.put("sample", Set.of("model", "math"));
        may.put("gradient", Set.of("sample", "model", "math"));
        may.put("optimize", Set.of("gradient", "model", "math"));
        may.put("evaluate", Set.of("sample", "model", "math"));
        may.put("train", Set.of("gradient", "optimize", "evaluate", "sample", "model", "math"));
        may.put("deep", Set.of("train", "gradient", "optimize", "evaluate", "sample", "model", "math"));
        may.put("store", Set.of("train", "optimize", "model", "math"));
        may.put(
                "spark",
                Set.of("store", "deep", "train", "gradient", "optimize", "evaluate", "sample", "model", "math"));
        may.put("data", Set.of("math"));
        may.put(
                "ml",
                Set.of(
                        "spark",
                        "data",
                        "store",
                        "deep",
                        "train",
                        "gradient",
                        "optimize",
                        "evaluate",
                        "sample",
                        "model",
                        "math"));
        may.put("report", Set.of("evaluate", "train", "model"));
        may.put("job", Set.copyOf(may.keySet()));
        return may;
    }

    @Test
    void everyImportIsAnArrowOfTheDesign() throws IOException {
        List<String> violations = new ArrayList<>();
        for (Path file : sources()) {
            String room = MAIN.relativize(file).getName(0).toString();
            assertTrue(MAY_IMPORT.containsKey(room), "a room that the design does not have: " + room);
            for (String line : code(file)) {
                Matcher ours = OURS.matcher(line);
                while (ours.find()) {
                    String other = ours.group(1);
                    if (!other.equals(room) && !MAY_IMPORT.get(room).contains(other)) {
                        violations.add(file + ": " + room + " -> " + other);
                    }
                }
            }
        }
        assertEquals(List.of(), violations);
    }

    @Test
    void theUpperRoomsArePureJava() throws IOException {
        Set<String> pure =
                Set.of("math", "model", "sample", "gradient", "optimize", "evaluate", "train", "deep", "report");
        List<String> violations = new ArrayList<>();
        for (Path file : sources()) {
            if (pure.contains(MAIN.relativize(file).getName(0).toString())) {
                for (String line : code(file)) {
                    if (SPARK.matcher(line).find()) {
                        violations.add(file + ": " + line.trim());
                    }
                }
            }
        }
        assertEquals(List.of(), violations);
    }

    @Test
    void everyRoomSaysWhatItIsFor() {
        Set<String> missing = new TreeSet<>();
        for (String room : MAY_IMPORT.keySet()) {
            if (!Files.exists(MAIN.resolve(room).resolve("package-info.java"))) {
                missing.add(room);
            }
        }
        assertEquals(Set.of(), missing);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** The lines outside comments and the file's own package statement: imports and fully qualified names alike. */
    private static List<String> code(Path file) throws IOException {
        String text = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
        return text.lines().filter(line -> !line.startsWith("package ")).toList();
    }
}
