package io.github.sparkboltzmann.job.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The registry, and what a context takes from a study. */
class StudiesTest {
    private static Study study(String name, String description) {
        return new Study() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return description;
            }

            @Override
            public List<Claim> run(StudyContext context) {
                return List.of();
            }
        };
    }

    @Test
    void studiesAreFoundByNameInTheirOrder() {
        Studies studies = new Studies(List.of(study("b", "one"), study("a-2", "two")));
        assertEquals(List.of("b", "a-2"), List.copyOf(studies.names()));
        assertEquals("two", studies.named("a-2").orElseThrow().description());
        assertTrue(studies.named("c").isEmpty());
    }

    @Test
    void whatIsShippedIsWellFormed() {
        assertEquals(Studies.shipped().names().size(), Studies.shipped().all().size());
    }

    @Test
    void namesThatAreTwiceOrNoneAndDescriptionsThatAreNoLineAreRefused() {
        for (List<Study> wrong : List.of(
                List.of(study("a", "x"), study("a", "y")),
                List.of(study("A b", "x")),
                List.of(study("", "x")),
                List.of(study("a", "")),
                List.of(study("a", "two\nlines")),
                List.of(study("a", "x".repeat(81))))) {
            assertThrows(IllegalArgumentException.class, () -> new Studies(wrong));
        }
    }

    @Test
    void filesHavePlainNamesOnce() {
        StudyContext context = new StudyContext(null, null, false, List.of(1L), System.err, () -> null);
        context.file("a.png", new byte[] {1});
        for (String wrong : List.of("a.png", "study.json", "../a", "a/b", ".a", "")) {
            assertThrows(IllegalArgumentException.class, () -> context.file(wrong, new byte[0]), wrong);
        }
        assertEquals(List.of("a.png"), List.copyOf(context.files().keySet()));
        assertThrows(IllegalArgumentException.class, () -> context.path(StudyData.NLTCS, "nltcs.data"));
    }
}
