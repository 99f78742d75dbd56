package io.github.sparkboltzmann.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Works out, on the driver and from the first line of the first file that has one, which column of CSV is what. */
final class CsvLayout {
    private CsvLayout() {}

    /** The parser for these files. */
    static CsvLine resolve(DataOptions options, List<FileStatus> files, Configuration conf) {
        for (FileStatus file : files) {
            String name = InputFiles.display(file.getPath());
            String line = firstLine(name, file.getPath(), conf);
            if (line != null) {
                return resolve(options, name + " line 1", line);
            }
        }
        throw InvalidDataException.of(options.path(), "at least one row", "only empty files", "check the path");
    }

    /** The parser for CSV that begins with {@code line}; {@code where} names it. */
    static CsvLine resolve(DataOptions options, String where, String line) {
        String[] fields = CsvLine.split(line, options.delimiter());
        if (!options.header()) {
            requireNumbers(fields, where, options.keepsMissing());
        }
        int columns = columns(options, where, fields.length);
        String[] names = options.header() ? fields : null;
        int label = index("labelColumn", options.labelColumn(), where, names, columns);
        int weight = index("weightColumn", options.weightColumn(), where, names, columns);
        if (weight >= 0 && weight == label) {
            throw InvalidDataException.of(
                    "weightColumn", "another column than labelColumn", "the same", "correct one of them");
        }
        int[] features = features(options, where, names, columns, label, weight);
        return new CsvLine(options.delimiter(), columns, names, label, weight, features, options.keepsMissing());
    }

    private static int columns(DataOptions options, String where, int found) {
        if (options.width() == 0 || !options.featureColumns().isEmpty()) {
            return found;
        }
        int expected =
                options.width() + (options.labelColumn() == null ? 0 : 1) + (options.weightColumn() == null ? 0 : 1);
        if (options.header() && found != expected) {
            throw InvalidDataException.of(
                    where, expected + " column names", found + "", "correct the option width or the file");
        }
        return expected;
    }

    private static int[] features(
            DataOptions options, String where, String[] names, int columns, int label, int weight) {
        if (options.featureColumns().isEmpty()) {
            return IntStream.range(0, columns)
                    .filter(i -> i != label && i != weight)
                    .toArray();
        }
        if (names == null) {
            throw InvalidDataException.of(
                    where,
                    "column names, for featureColumns",
                    "no header",
                    "set header to true or drop featureColumns");
        }
        int[] chosen = options.featureColumns().stream()
                .mapToInt(name -> named(name, where, names))
                .toArray();
        if (options.width() != 0 && options.width() != chosen.length) {
            throw InvalidDataException.of(
                    "featureColumns", options.width() + " names, as width says", chosen.length + "", "correct one");
        }
        return chosen;
    }

    /** The index of a column that an option gives by name or number; -1 for none. */
    private static int index(String option, String column, String where, String[] names, int columns) {
        if (column == null) {
            return -1;
        }
        if (names != null && Arrays.asList(names).contains(column) || !column.matches("[+-]?\\d{1,9}")) {
            return named(column, where, names == null ? new String[0] : names);
        }
        int number = Integer.parseInt(column);
        int index = number < 0 ? columns + number : number - 1;
        if (number == 0 || index < 0 || index >= columns) {
            String range = "a number from 1 to " + columns + " or from -" + columns + " to -1";
            throw InvalidDataException.of(option, range, column, "correct " + option);
        }
        return index;
    }

    private static int named(String name, String where, String[] names) {
        int[] at = IntStream.range(0, names.length)
                .filter(i -> name.equals(names[i]))
                .toArray();
        if (at.length != 1) {
            throw InvalidDataException.of(
                    where,
                    "one column named " + Problem.quote(name),
                    names.length == 0 ? "no header" : at.length + "",
                    "correct the column's name or the header");
        }
        return at[0];
    }

    /** A first line without a single number is most likely a header that was not announced. */
    private static void requireNumbers(String[] fields, String where, boolean keepsMissing) {
        if (Arrays.stream(fields)
                .allMatch(field -> field != null
                        && Double.isNaN(Numbers.parse(field))
                        && !(keepsMissing && Numbers.isMissing(field)))) {
            throw InvalidDataException.of(
                    where, "numbers", Problem.quote(fields[0]), "set header to true if the line holds column names");
        }
    }

    private static String firstLine(String name, Path path, Configuration conf) {
        CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(path);
        try (InputStream raw = path.getFileSystem(conf).open(path);
                InputStream plain = codec == null ? raw : codec.createInputStream(raw);
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            return line == null || !line.startsWith("\uFEFF") ? line : line.substring(1);
        } catch (IOException e) {
            throw Jobs.unreadable(name, e);
        }
    }
}
