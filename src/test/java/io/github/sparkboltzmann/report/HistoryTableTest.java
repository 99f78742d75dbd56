package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The history as CSV and JSON. */
class HistoryTableTest {
    private static final List<EpochRecord> HISTORY = Histories.of(20, true);

    @Test
    void csvGivesBackTheSameDoubles() {
        List<String[]> lines = parse(HistoryTable.csv(HISTORY));
        assertEquals(21, lines.size());
        for (EpochRecord record : HISTORY) {
            String[] line = lines.get(record.epoch());
            assertEquals(record.epoch(), Integer.parseInt(cell(line, "epoch")));
            assertEquals(record.updates(), Long.parseLong(cell(line, "updates")));
            assertEquals(record.rows(), Long.parseLong(cell(line, "rows")));
            assertEquals(300, Long.parseLong(cell(line, "train_rows")));
            assertEquals(297, Long.parseLong(cell(line, "validation_rows")));
            same(record.learningRate(), cell(line, "learning_rate"));
            same(record.momentum(), cell(line, "momentum"));
            same(record.batchReconstructionError(), cell(line, "batch_reconstruction_error"));
            same(record.train().reconstructionError(), cell(line, "train_reconstruction_error"));
            same(record.train().freeEnergy(), cell(line, "train_free_energy"));
            same(record.validation().reconstructionError(), cell(line, "validation_reconstruction_error"));
            same(record.validation().freeEnergy(), cell(line, "validation_free_energy"));
            same(record.seconds(), cell(line, "seconds"));
            same(record.rowsPerSecond(), cell(line, "rows_per_second"));
        }
    }

    @Test
    void monitorsGiveBackTheSameDoublesAndCounts() {
        List<EpochRecord> history = Histories.monitored(3, 100, "exact", true);
        List<String[]> lines = parse(HistoryTable.csv(history));
        for (int i = 0; i < 3; i++) {
            EpochRecord record = history.get(i);
            String[] line = lines.get(i + 1);
            assertEquals(100 * (i + 1), Integer.parseInt(cell(line, "epoch")));
            same(record.validation().freeEnergy() - record.train().freeEnergy(), cell(line, "free_energy_gap"));
            same(record.monitors().trainLikelihood(), cell(line, "train_likelihood"));
            same(record.monitors().validationLikelihood(), cell(line, "validation_likelihood"));
            same(record.monitors().updateToWeight(), cell(line, "update_to_weight"));
            same(record.monitors().weightNorm(), cell(line, "weight_norm"));
            same(record.monitors().visibleBiasNorm(), cell(line, "visible_bias_norm"));
            same(record.monitors().hiddenBiasNorm(), cell(line, "hidden_bias_norm"));
            assertEquals("2", cell(line, "hidden_always_off"));
            assertEquals("1", cell(line, "hidden_always_on"));
            same(record.monitors().singularValues()[0], cell(line, "singular_value_1"));
            same(record.monitors().singularValues()[1], cell(line, "singular_value_2"));
            same(record.monitors().singularValues()[2], cell(line, "singular_value_3"));
            assertEquals("", cell(line, "singular_value_4"), "the history has three");
            same(record.monitors().chainAutocorrelation(), cell(line, "chain_autocorrelation"));
            assertEquals("", cell(line, "batch_reconstruction_error"));
        }
    }

    @Test
    void whatWasNotMeasuredIsEmptyAndNull() {
        List<EpochRecord> history = Histories.of(1, false);
        String[] line = parse(HistoryTable.csv(history)).get(1);
        JsonNode epoch = HistoryTable.json(history).get("epochs").get(0);
        List<String> names = HistoryTable.columns();
        for (String name :
                names.subList(names.indexOf("free_energy_gap"), names.indexOf("chain_autocorrelation") + 1)) {
            assertEquals("", cell(line, name), name);
            assertTrue(epoch.get(name).isNull(), name);
        }
        assertEquals("0", cell(line, "validation_rows"));
    }

    @Test
    void jsonHasWholeNumbersForCounts() {
        JsonNode epoch = HistoryTable.json(Histories.monitored(1, 1, "pseudo", false))
                .get("epochs")
                .get(0);
        assertTrue(epoch.get("hidden_always_off").isIntegralNumber());
        assertEquals(2, epoch.get("hidden_always_off").intValue());
    }

    @Test
    void twoRunsDifferInTheLastTwoColumnsOnly() {
        List<String> names = HistoryTable.columns();
        assertEquals(List.of("seconds", "rows_per_second"), names.subList(names.size() - 2, names.size()));
    }

    @Test
    void csvOfAnotherLocaleIsTheSame() {
        String expected = HistoryTable.csv(HISTORY);
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertEquals(expected, HistoryTable.csv(HISTORY), tag);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void notANumberIsEmptyAndInfinityIsNot() {
        String[] line = parse(HistoryTable.csv(List.of(diverged()))).get(1);
        assertEquals(HistoryTable.columns().size(), line.length);
        assertEquals("", cell(line, "validation_free_energy"));
        assertEquals(Double.POSITIVE_INFINITY, Double.parseDouble(cell(line, "train_free_energy")));
    }

    @Test
    void emptyHistoryIsTheHeader() {
        assertEquals(String.join(",", HistoryTable.columns()) + "\n", HistoryTable.csv(List.of()));
    }

    @Test
    void jsonReadsBackWithTheColumnsOfTheCsv() throws IOException {
        JsonNode read = new ObjectMapper().readTree(HistoryTable.json(HISTORY).toString());
        assertEquals(20, read.get("epochs").size());
        JsonNode third = read.get("epochs").get(2);
        List<String> names = new ArrayList<>();
        third.fieldNames().forEachRemaining(names::add);
        assertEquals(HistoryTable.columns(), names);
        assertEquals(
                HISTORY.get(2).train().freeEnergy(),
                third.get("train_free_energy").doubleValue());
        assertEquals(1800, third.get("updates").longValue());
    }

    @Test
    void jsonHasNullForWhatIsNotFinite() {
        JsonNode epoch = HistoryTable.json(List.of(diverged())).get("epochs").get(0);
        assertTrue(epoch.get("validation_free_energy").isNull());
        assertTrue(epoch.get("train_free_energy").isNull());
        assertEquals(0.2, epoch.get("train_reconstruction_error").doubleValue());
    }

    private static EpochRecord diverged() {
        return Histories.record(1, 0.3, new Measures(5, 0.2, Double.POSITIVE_INFINITY), Measures.none());
    }

    private static List<String[]> parse(String csv) {
        return csv.lines().map(line -> line.split(",", -1)).toList();
    }

    private static String cell(String[] line, String column) {
        return line[HistoryTable.columns().indexOf(column)];
    }

    private static void same(double expected, String text) {
        assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(Double.parseDouble(text)), text);
    }
}
