package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The table of several columns as text. */
class ColumnTableTest {
    @Test
    void columnsStandBelowTheirNames() {
        String expected =
                """
                +-----------------------------+
                | study small                 |
                +-----------+---------+-------+
                | claim     | reached | holds |
                +-----------+---------+-------+
                | one       |   -86.4 | yes   |
                | two words |       3 | NO    |
                +-----------+---------+-------+
                """;
        String table = new ColumnTable("study small", "claim", "reached", "holds")
                .right(1)
                .row("one", "-86.4", "yes")
                .row("two words", "3", "NO")
                .render();
        assertEquals(expected, table);
    }

    @Test
    void allLinesAreEquallyWideAndAtMostAHundred() {
        for (int length = 0; length <= 250; length += 7) {
            String word = "x".repeat(length);
            String words = "ab ".repeat(length / 3 + 1);
            for (ColumnTable table : new ColumnTable[] {
                new ColumnTable(words, "a"),
                new ColumnTable(word, "a", "b", "c", "d").row(words, word, word, word),
                new ColumnTable("t", "a", "b", "c").wrap(1).row(word, words, "1"),
                new ColumnTable(word, "a", "b", "c", "d", "e").right(4).row(word, word, word, word, word)
            }) {
                String text = table.render();
                int width = text.indexOf('\n');
                assertTrue(width <= ConsoleTable.WIDTH, text);
                assertTrue(text.lines().allMatch(line -> line.length() == width), text);
            }
        }
    }

    @Test
    void aLongTextGoesOnBetweenWordsWithoutLoss() {
        String text = "the exact likelihood of test rows is higher than that of independent units "
                .repeat(4)
                .strip();
        StringBuilder found = new StringBuilder();
        new ColumnTable("t", "claim", "reached")
                .row(text, "1")
                .render()
                .lines()
                .skip(5)
                .filter(line -> line.startsWith("|"))
                .forEach(line -> found.append(line.split("\\|")[1].strip()).append(" "));
        assertEquals(text, found.toString().strip());
    }

    @Test
    void rowsOfAnotherLengthAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ColumnTable("t", "a", "b").row("1"));
        assertThrows(IllegalArgumentException.class, () -> new ColumnTable("t"));
    }
}
