package io.github.sparkboltzmann.ml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source of a class, for what compiled classes do not tell: comments, and names of arguments. */
final class JavaSource {
    private static final Path MAIN = Path.of("src/main/java");
    private static final String COMMENT = "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*";

    private final String text;

    private JavaSource(String text) {
        this.text = text;
    }

    static JavaSource of(Class<?> type) throws IOException {
        return new JavaSource(Files.readString(MAIN.resolve(type.getName().replace('.', '/') + ".java")));
    }

    /** The comment of the class, as plain text. */
    String classComment() {
        Matcher found = Pattern.compile(COMMENT + "public (?:final |abstract )*class", Pattern.DOTALL)
                .matcher(text);
        return found.find() ? plain(found.group(1)) : "";
    }

    /** The comment of a public method, as plain text; empty for none. */
    String comment(String method) {
        Matcher found = Pattern.compile(COMMENT + "public [^;{=]*?\\b" + method + "\\(", Pattern.DOTALL)
                .matcher(text);
        return found.find() ? plain(found.group(1)) : "";
    }

    /** Names of a public method's arguments. */
    List<String> arguments(String method) {
        Matcher found = Pattern.compile("public [^;{=(]*?\\b" + method + "\\(([^)]*)\\)")
                .matcher(text);
        List<String> names = new ArrayList<>();
        if (found.find() && !found.group(1).isBlank()) {
            for (String argument : found.group(1).split(",")) {
                String[] words = argument.trim().split("\\s+");
                names.add(words[words.length - 1]);
            }
        }
        return names;
    }

    private static String plain(String comment) {
        return comment.replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("\\{@(?:code|link|linkplain) #?([^}]*)\\}", "$1")
                .replaceAll("</?(?:p|pre)>", "")
                .replaceAll("\n{3,}", "\n\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("(?m)^@throws ", "Raises: ")
                .replaceAll("(?m)^@param ", "")
                .replace("\\", "\\\\")
                .strip();
    }
}
