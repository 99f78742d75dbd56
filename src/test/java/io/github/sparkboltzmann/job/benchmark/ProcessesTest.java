package io.github.sparkboltzmann.job.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that answer, that are missing something, and that end; shell scripts stand for them. */
class ProcessesTest {
    private static final int SECONDS = 30;

    @TempDir
    private Path folder;

    private Child start(String script) {
        return Child.start("a child", List.of("sh", "-c", script), Map.of(), folder.resolve("log"), SECONDS);
    }

    private static ObjectNode request() {
        return new ObjectMapper().createObjectNode().put("do", "rate");
    }

    @Test
    void aChildSaysWhoItIsAndAnswersEachRequest() {
        String script =
                "echo noise; echo '{\"peer\": \"sh\"}'; while read line; do echo more noise; echo \"{\\\"was\\\": $line}\"; done";
        try (Child child = start(script)) {
            assertEquals("sh", child.hello().path("peer").asText());
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        "rate",
                        child.ask(request(), SECONDS).path("was").path("do").asText());
            }
        }
    }

    @Test
    void anErrorOfAChildIsTheMessage() {
        try (Child child = start("echo '{}'; read line; echo '{\"error\": \"no memory\"}'; read line")) {
            Child.ChildException failure =
                    assertThrows(Child.ChildException.class, () -> child.ask(request(), SECONDS));
            assertEquals("a child failed: no memory", failure.getMessage());
        }
    }

    @Test
    void aChildThatEndsIsNamedWithItsLastWords() {
        Child.ChildException failure =
                assertThrows(Child.ChildException.class, () -> start("echo 'no such library' >&2; exit 3"));
        assertEquals("a child ended: no such library", failure.getMessage());
    }

    @Test
    void aPeerThatIsNotInstalledIsNamedWithItsPackageAndAskedForOnce() throws IOException {
        Files.createDirectories(folder.resolve("peers"));
        // Whichever Python runs it, the module is missing; where there is none at all, the note is the same.
        Files.writeString(folder.resolve("peers/sklearn_rbm.py"), "print('{\"missing\": \"sklearn\"}')\n");
        Report report = new Report();
        try (Processes processes = new Processes(folder, folder, report)) {
            assertNull(processes.peer(Peer.scikitLearn("float32", 2)));
            assertNull(processes.peer(Peer.scikitLearn("float64", 2)));
        }
        List<String> named = report.notes().stream()
                .filter(n -> n.startsWith("scikit-learn is not here"))
                .toList();
        assertEquals(1, named.size(), report.notes().toString());
        assertTrue(named.get(0).contains("apt-get install python3-sklearn"), named.get(0));
    }
}
