package io.github.sparkboltzmann.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The cells of a file of Jupyter's format, version 4. */
final class Notebook {
    /** A cell: its source, and the kinds of pictures and texts that are stored as its output. */
    static final class Cell {
        private final boolean code;
        private final String source;
        private final List<String> outputs;

        private Cell(JsonNode json) {
            code = json.path("cell_type").asText().equals("code");
            source = text(json.path("source"));
            outputs = new ArrayList<>();
            for (JsonNode output : json.path("outputs")) {
                output.path("data").fieldNames().forEachRemaining(outputs::add);
                if (output.path("output_type").asText().equals("error")) {
                    outputs.add("error");
                }
            }
        }

        boolean isCode() {
            return code;
        }

        String source() {
            return source;
        }

        /** Media types of the stored output, {@code error} for a cell that had thrown. */
        List<String> outputs() {
            return outputs;
        }
    }

    private final List<Cell> cells;

    private Notebook(List<Cell> cells) {
        this.cells = cells;
    }

    static Notebook read(Path file) throws IOException {
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        if (json.path("nbformat").asInt() != 4) {
            throw new IOException(file + " is no notebook of format 4");
        }
        return new Notebook(StreamSupport.stream(json.path("cells").spliterator(), false)
                .map(Cell::new)
                .toList());
    }

    /** A text, or the list of its lines. */
    private static String text(JsonNode source) {
        StringBuilder text = new StringBuilder(source.isTextual() ? source.asText() : "");
        source.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    List<Cell> cells() {
        return cells;
    }

    List<Cell> codeCells() {
        return cells.stream().filter(Cell::isCode).toList();
    }
}
