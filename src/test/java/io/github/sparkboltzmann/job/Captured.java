package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.job.study.Studies;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A command run in this process: its exit code and what it printed. */
final class Captured {
    final int code;
    final String out;
    final String err;

    private Captured(int code, String out, String err) {
        this.code = code;
        this.out = out;
        this.err = err;
    }

    static Captured run(String... arguments) {
        return run(Studies.shipped(), arguments);
    }

    static Captured run(Studies studies, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
        ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(capturedOut, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(capturedErr, true, StandardCharsets.UTF_8));
            int code = Main.run(studies, arguments);
            return new Captured(
                    code, capturedOut.toString(StandardCharsets.UTF_8), capturedErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** The one line that explains a failure. */
    String explanation() {
        return err.lines()
                .filter(line -> line.startsWith("boltzmann: "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no explanation in: " + err));
    }
}
