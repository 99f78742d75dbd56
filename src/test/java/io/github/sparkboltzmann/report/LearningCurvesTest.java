package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.train.EpochRecord;
import io.github.sparkboltzmann.train.Measures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The picture of the learning curves, looked at by its pixels: legend above 88, first panel above 748, second above 1408. */
class LearningCurvesTest {
    private static final int TRAIN = 0x0072B2;
    private static final int VALIDATION = 0xD55E00;
    private static final int BATCH = 0x777777;
    private static final int LEGEND = 88;
    private static final int SECOND = 748;

    @Test
    void bothPanelsHaveTheirCurvesOnWhite() throws IOException {
        BufferedImage image = Pictures.read(LearningCurves.png(Histories.of(20, true)));
        assertEquals(1800, image.getWidth());
        assertEquals(1408, image.getHeight());
        assertEquals(0xFFFFFF, Pictures.rgb(image, 2, 2));
        assertTrue(Pictures.count(image, 0xFFFFFF, 0, 1408) > 1800 * 1408 * 0.9);
        for (int colour : new int[] {TRAIN, VALIDATION}) {
            assertTrue(Pictures.count(image, colour, 0, LEGEND) > 100);
            assertTrue(Pictures.count(image, colour, LEGEND, SECOND) > 1000);
            assertTrue(Pictures.count(image, colour, SECOND, 1408) > 1000);
        }
        assertTrue(Pictures.count(image, BATCH, LEGEND, SECOND) > 1000);
        assertTrue(Pictures.count(image, BATCH, SECOND, 1408) < 100);
    }

    @Test
    void aLikelihoodHasAThirdPanel() throws IOException {
        for (String measure : List.of("exact", "pseudo")) {
            BufferedImage image = Pictures.read(LearningCurves.png(Histories.monitored(200, 100, measure, true)));
            assertEquals(2068, image.getHeight());
            assertTrue(Pictures.count(image, TRAIN, 1408, 2068) > 1000, measure);
            assertTrue(Pictures.count(image, VALIDATION, 1408, 2068) > 1000, measure);
        }
        assertEquals(
                1408,
                Pictures.read(LearningCurves.png(Histories.monitored(3, 1, "none", false)))
                        .getHeight());
    }

    @Test
    void theThirdPanelSaysWhichLikelihoodItIs() {
        byte[] exact = LearningCurves.png(Histories.monitored(3, 1, "exact", false));
        byte[] pseudo = LearningCurves.png(Histories.monitored(3, 1, "pseudo", false));
        assertFalse(Arrays.equals(exact, pseudo), "the curves are the same, the titles are not");
    }

    /** At 0.5 epochs of air the ends of an even epoch's axis round to the same label, and there was none. */
    @Test
    void aSingleRecordOfAnyEpochHasItsNumberBelowIt() throws IOException {
        for (int epoch : new int[] {1, 2, 99, 100, 20_000}) {
            EpochRecord record = Histories.record(epoch, 0.1, new Measures(5, 0.2, -3), Measures.none());
            BufferedImage image = Pictures.read(LearningCurves.png(List.of(record)));
            // Between the plot and the word "epoch".
            int dark = 0;
            for (int y = 650; y < 682; y++) {
                for (int x = 900; x < 1000; x++) {
                    dark += (Pictures.rgb(image, x, y) & 0xFF) < 0x80 ? 1 : 0;
                }
            }
            assertTrue(dark > 20, "epoch " + epoch + ": " + dark);
        }
    }

    @Test
    void withoutValidationItsColourIsNowhere() throws IOException {
        BufferedImage image = Pictures.read(LearningCurves.png(Histories.of(20, false)));
        assertEquals(0, Pictures.count(image, VALIDATION, 0, 1408));
        assertTrue(Pictures.count(image, TRAIN, SECOND, 1408) > 1000);
    }

    @Test
    void oneEpochIsOnePointOfEveryCurve() throws IOException {
        BufferedImage image = Pictures.read(LearningCurves.png(Histories.of(1, true)));
        assertTrue(Pictures.count(image, TRAIN, LEGEND, SECOND) > 50);
        assertTrue(Pictures.count(image, VALIDATION, SECOND, 1408) > 50);
    }

    @Test
    void figuresThatAreNotFiniteAreLeftOut() throws IOException {
        Measures broken = new Measures(5, Double.NaN, Double.NEGATIVE_INFINITY);
        EpochRecord bad = Histories.record(3, Double.NaN, broken, broken);
        List<EpochRecord> good = Histories.of(2, true);
        BufferedImage image = Pictures.read(LearningCurves.png(List.of(good.get(0), good.get(1), bad)));
        assertTrue(Pictures.count(image, TRAIN, LEGEND, SECOND) > 500);
        BufferedImage nothing = Pictures.read(LearningCurves.png(List.of(bad)));
        assertEquals(0, Pictures.count(nothing, TRAIN, 0, 1408));
    }

    @Test
    void equalAndHugeAndTinyValuesAreDrawnInTime() {
        for (double value : new double[] {0, 1e-300, -3e8, 1e20, 1e300}) {
            for (double next : new double[] {value, Math.nextDown(value), -value}) {
                int pixels = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> validationPixels(value, next));
                assertTrue(pixels > 50, value + " then " + next);
            }
        }
    }

    @Test
    void largestDoublesAreLeftOut() throws IOException {
        assertEquals(0, validationPixels(Double.MAX_VALUE, -Double.MAX_VALUE));
    }

    /** Of the lower panel, in a history of two epochs. */
    private static int validationPixels(double first, double second) throws IOException {
        Measures one = new Measures(5, first, first);
        Measures two = new Measures(5, second, second);
        List<EpochRecord> history =
                List.of(Histories.record(1, first, one, one), Histories.record(2, second, two, two));
        return Pictures.count(Pictures.read(LearningCurves.png(history)), VALIDATION, SECOND, 1408);
    }

    @Test
    void sameHistoryGivesSameBytesInEveryLocale() {
        byte[] first = LearningCurves.png(Histories.of(20, true));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertArrayEquals(first, LearningCurves.png(Histories.of(20, true)));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void emptyHistoryIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> LearningCurves.png(List.of()));
    }
}
