package io.github.sparkboltzmann.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The sets that come with the library.
 *
 * <p>{@code builtin:digits}: 1,797 digits of 8 x 8 pixels, 0 to 16, labels 0 to 9; origin and licence in digits.LICENSE.txt.
 *
 * <p>{@code builtin:bars-and-stripes}: 4 x 4 pixels, 0 or 1; the 16 images whose lines are each all on or all off, then the 16 whose
 * columns are, so that the empty and the full image occur twice. Source: D. J. C. MacKay,
 * "Information Theory, Inference, and Learning Algorithms", 2003, chapter 43.
 */
final class Builtin {
    private static final String DIGITS = DataFormat.BUILTIN_SCHEME + "digits";
    private static final String BARS = DataFormat.BUILTIN_SCHEME + "bars-and-stripes";
    private static final int SIDE = 4;

    private Builtin() {}

    static LoadedData read(SparkSession spark, DataOptions options) {
        boolean digits = options.path().equals(DIGITS);
        if (!digits && !options.path().equals(BARS)) {
            throw InvalidDataException.of("path", DIGITS + " or " + BARS, Problem.quote(options.path()), "choose one");
        }
        List<Row> rows = rows(digits);
        int width = digits ? 64 : SIDE * SIDE;
        if (options.width() != 0 && options.width() != width) {
            throw InvalidDataException.of(
                    options.path(), options.width() + " features, as width says", width + "", "correct width");
        }
        return new LoadedData(
                spark.createDataFrame(distributed(spark, digits), Columns.schema(digits)),
                options.path(),
                DataFormat.BUILTIN,
                rows.size(),
                0,
                width,
                InputStates.NONE);
    }

    private static List<Row> rows(boolean digits) {
        return digits ? digits() : barsAndStripes();
    }

    /** One partition that reads the resource where it runs, so that tasks carry no rows. */
    private static JavaRDD<Row> distributed(SparkSession spark, boolean digits) {
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(digits), 1)
                .flatMap(which -> rows(which).iterator());
    }

    private static List<Row> digits() {
        DataOptions layout = DataOptions.path(DIGITS).labelColumn("-1").build();
        List<Row> rows = new ArrayList<>();
        try (InputStream file = Builtin.class.getResourceAsStream("digits.csv.gz");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
            CsvLine parser = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parser = parser == null ? CsvLayout.resolve(layout, DIGITS, line) : parser;
                rows.add(new ReadRow(DIGITS + " row", rows.size() + 1L, parser.parse(line)).toRow(true));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DIGITS + " from the library's jar", e);
        }
        return rows;
    }

    private static List<Row> barsAndStripes() {
        List<Row> rows = new ArrayList<>();
        for (int columns = 0; columns < 2; columns++) {
            for (int pattern = 0; pattern < 1 << SIDE; pattern++) {
                double[] pixels = new double[SIDE * SIDE];
                for (int i = 0; i < pixels.length; i++) {
                    int line = columns == 1 ? i % SIDE : i / SIDE;
                    pixels[i] = pattern >> line & 1;
                }
                rows.add(Columns.row(false, Vectors.dense(pixels), 0, BARS + " row " + (rows.size() + 1)));
            }
        }
        return rows;
    }
}
