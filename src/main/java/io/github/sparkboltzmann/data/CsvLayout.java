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
            requireNumbers(fields, where);
        }
        int columns = columns(options, where, fields.length);
        String[] names = options.header() ? fields : null;
        int label = options.labelColumn() == null ? -1 : labelIndex(options, where, names, columns);
        return new CsvLine(options.delimiter(), columns, names, label, features(options, where, names, columns, label));
    }

    private static int columns(DataOptions options, String where, int found) {
        if (options.width() == 0 || !options.featureColumns().isEmpty()) {
            return found;
        }
        int expected = options.width() + (options.labelColumn() == null ? 0 : 1);
        if (options.header() && found != expected) {
            throw InvalidDataException.of(
                    where, expected + " column names", found + "", "correct the option width or the file");
        }
        return expected;
    }

    private static int[] features(DataOptions options, String where, String[] names, int columns, int label) {
        if (options.featureColumns().isEmpty()) {
            return IntStream.range(0, columns).filter(i -> i != label).toArray();
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

    private static int labelIndex(DataOptions options, String where, String[] names, int columns) {
        String label = options.labelColumn();
        if (names != null && Arrays.asList(names).contains(label) || !label.matches("[+-]?\\d{1,9}")) {
            return named(label, where, names == null ? new String[0] : names);
        }
        int number = Integer.parseInt(label);
        int index = number < 0 ? columns + number : number - 1;
        if (number == 0 || index < 0 || index >= columns) {
            String range = "a number from 1 to " + columns + " or from -" + columns + " to -1";
            throw InvalidDataException.of("labelColumn", range, label, "correct labelColumn");
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
    private static void requireNumbers(String[] fields, String where) {
        if (Arrays.stream(fields).allMatch(field -> field != null && Double.isNaN(Numbers.parse(field)))) {
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
