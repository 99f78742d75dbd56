package io.github.sparkboltzmann.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats that can be read, and how a name tells them apart. */
enum DataFormat {
    IDX,
    CSV,
    LIBSVM,
    DOCWORD,
    PARQUET,
    ORC,
    JSON,
    TABLE,
    BUILTIN;

    static final String BUILTIN_SCHEME = "builtin:";
    private static final Pattern IDX_NAME = Pattern.compile(".*idx.*-?ubyte(\\.gz)?");
    private static final Pattern DOCWORD_NAME = Pattern.compile("docword\\..+\\.txt(\\.gz)?");
    private static final Pattern COMPRESSION = Pattern.compile("\\.(gz|bz2)$");

    /** The format called {@code name}. */
    static DataFormat named(String name) {
        for (DataFormat format : values()) {
            if (format.label().equals(name)) {
                return format;
            }
        }
        throw InvalidDataException.of("format", known(), Problem.quote(name), "choose one of them");
    }

    /** The format that a path's or a file's name tells, if it tells one. */
    static Optional<DataFormat> ofName(String path) {
        if (path.startsWith(BUILTIN_SCHEME)) {
            return Optional.of(BUILTIN);
        }
        String name = path.replaceAll("/+$", "");
        name = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (IDX_NAME.matcher(name).matches()) {
            return Optional.of(IDX);
        }
        if (DOCWORD_NAME.matcher(name).matches()) {
            return Optional.of(DOCWORD);
        }
        String plain = COMPRESSION.matcher(name).replaceFirst("");
        if (plain.endsWith(".csv") || plain.endsWith(".data")) {
            return Optional.of(CSV);
        }
        if (plain.endsWith(".libsvm") || plain.endsWith(".svm")) {
            return Optional.of(LIBSVM);
        }
        if (name.endsWith(".parquet")) {
            return Optional.of(PARQUET);
        }
        return name.endsWith(".orc") ? Optional.of(ORC) : Optional.empty();
    }

    static InvalidDataException unrecognised(String path) {
        return InvalidDataException.of(
                path,
                "a name ending in .csv, .data, .libsvm, .svm (these also with .gz or .bz2), idx*-ubyte(.gz), docword.*.txt(.gz), .parquet or .orc,"
                        + " or beginning with builtin:",
                Problem.quote(path.substring(path.lastIndexOf('/') + 1)),
                "set the option format");
    }

    boolean isTable() {
        return this == PARQUET || this == ORC || this == JSON || this == TABLE;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String known() {
        return "auto or one of "
                + Arrays.stream(values()).map(DataFormat::label).collect(Collectors.joining(", "));
    }
}
