package io.github.sparkboltzmann.report.tracking;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names and values as MLflow takes them.
 *
 * <p>A name has letters, digits, underscores, dashes, periods, spaces and slashes, 250 at most, and is the normal form of a path; the value of a
 * param has 6,000 characters at most, of a tag 5,000. Source: MLflow 2.17, {@code mlflow/utils/validation.py}.
 */
final class MlflowText {
    private static final int LONGEST_NAME = 250;
    private static final int LONGEST_PARAM = 6000;
    private static final int LONGEST_TAG = 5000;

    private MlflowText() {}

    /** Other characters become underscores. */
    static String name(String given) {
        String name = given.replaceAll("[^A-Za-z0-9_\\-. /]", "_")
                .replaceAll("/{2,}", "/")
                .replaceAll("(^|/)\\.{1,2}(?=/|$)", "$1_")
                .replaceAll("^/|/$", "_");
        return cut(name.isEmpty() ? "_" : name, LONGEST_NAME);
    }

    /** Those that say something, with names and values that are taken. */
    static SortedMap<String, String> params(Map<String, String> given) {
        SortedMap<String, String> params = new TreeMap<>();
        given.forEach((name, value) -> {
            if (!value.isEmpty()) {
                params.put(name(name), cut(withoutUsers(value), LONGEST_PARAM));
            }
        });
        return params;
    }

    static String tag(String value) {
        return cut(withoutUsers(value), LONGEST_TAG);
    }

    /** Addresses without user and password: {@code s3a://key:secret@bucket} becomes {@code s3a://bucket}. */
    static String withoutUsers(String text) {
        return text.replaceAll("(://)[^/@\\s]*@", "$1");
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
