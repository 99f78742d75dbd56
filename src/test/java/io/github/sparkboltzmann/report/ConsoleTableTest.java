package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The table at the end of a job. */
class ConsoleTableTest {
    @Test
    void textsStandLeftAndNumbersBelowEachOther() {
        String expected =
                """
                +-----------------------------------+
                | Training                          |
                +---------+-------------------------+
                | machine | 784 visible, 500 hidden |
                | rows    | 60,000                  |
                | error   | 0.0213                  |
                +---------+-------------------------+
                | gap     |      -                  |
                +---------+-------------------------+
                """;
        String table = new ConsoleTable("Training")
                .text("machine", "784 visible, 500 hidden")
                .number("rows", 60_000)
                .number("error", 0.021345, 3)
                .rule()
                .number("gap", Double.NaN, 3)
                .render();
        assertEquals(expected, table);
    }

    @Test
    void allLinesAreEquallyWideAndAtMostAHundred() {
        for (int length = 0; length <= 250; length += 7) {
            String word = "x".repeat(length);
            for (ConsoleTable table : new ConsoleTable[] {
                new ConsoleTable(word),
                new ConsoleTable("t").text(word, word).number(word, 1),
                new ConsoleTable(word).text("a", word).rule().number("b", word)
            }) {
                String text = table.render();
                int width = text.indexOf('\n');
                assertTrue(width <= ConsoleTable.WIDTH, text);
                assertTrue(text.lines().allMatch(line -> line.length() == width), text);
                assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127), text);
            }
        }
    }

    @Test
    void longTextGoesOnInTheNextLineWithoutLoss() {
        String path = "hdfs://namenode/" + "0123456789".repeat(20);
        StringBuilder found = new StringBuilder();
        new ConsoleTable("t")
                .text("model", path)
                .render()
                .lines()
                .skip(3)
                .filter(line -> line.startsWith("|"))
                .forEach(line -> found.append(line.split("\\|")[2].strip()));
        assertEquals(path, found.toString());
    }

    @Test
    void lineFeedInAValueDoesNotBreakTheFrame() {
        String text = new ConsoleTable("a\nb").text("c\td", "e\r\nf").render();
        assertTrue(text.contains("| a b"), text);
        assertTrue(text.contains("| c d | e  f"), text);
    }
}
