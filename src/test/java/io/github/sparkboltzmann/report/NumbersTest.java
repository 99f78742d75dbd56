package io.github.sparkboltzmann.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers for people, under a locale that writes them otherwise. */
class NumbersTest {
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void anotherLocale() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @AfterEach
    void sameLocaleAgain() {
        Locale.setDefault(before);
    }

    @Test
    void significantDigitsKeepZerosAtTheEndAndDigitsBeforeThePoint() {
        assertEquals("0.0220", Numbers.significant(0.022, 3));
        assertEquals("0.0213", Numbers.significant(0.02134999, 3));
        assertEquals("-91.2", Numbers.significant(-91.234, 3));
        assertEquals("10.0", Numbers.significant(9.9999, 3));
        assertEquals("41234", Numbers.significant(41234.4, 3));
        assertEquals("1.20e-05", Numbers.significant(1.2e-5, 3));
        assertEquals("-3.0e+12", Numbers.significant(-3e12, 2));
        assertEquals("0", Numbers.significant(-0.0, 3));
    }

    @Test
    void whatIsNotFiniteIsShort() {
        assertEquals("-", Numbers.significant(Double.NaN, 3));
        assertEquals("-", Numbers.fixed(Double.NaN, 3));
        assertEquals("-", Numbers.duration(Double.NaN));
        assertEquals("- rows/s", Numbers.rowsPerSecond(Double.NaN));
        assertEquals("inf", Numbers.significant(Double.POSITIVE_INFINITY, 3));
        assertEquals("-inf", Numbers.fixed(Double.NEGATIVE_INFINITY, 1));
    }

    @Test
    void fixedNeverSaysMinusZero() {
        assertEquals("0.0", Numbers.fixed(-0.01, 1));
        assertEquals("-91.2", Numbers.fixed(-91.16, 1));
    }

    @Test
    void ratesHaveThousands() {
        assertEquals("41,000 rows/s", Numbers.rowsPerSecond(40999.7));
        assertEquals("1,234,567 rows/s", Numbers.rowsPerSecond(1234567));
        assertEquals("2.5 rows/s", Numbers.rowsPerSecond(2.5));
        assertEquals("-1,234", Numbers.grouped(-1234));
    }

    @Test
    void timesAreMinutesThenHoursThenDays() {
        assertEquals("0:00", Numbers.duration(-3));
        assertEquals("0:42", Numbers.duration(42.4));
        assertEquals("1:00", Numbers.duration(59.6));
        assertEquals("12:03", Numbers.duration(723));
        assertEquals("1:02:03", Numbers.duration(3723));
        assertEquals("23:59:59", Numbers.duration(86_399));
        assertEquals("2d 01:02:03", Numbers.duration(2 * 86_400 + 3723));
    }
}
