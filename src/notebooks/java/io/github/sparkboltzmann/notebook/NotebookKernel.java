package io.github.sparkboltzmann.notebook;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Jupyter kernel for Java with the library on its class path: {@code NotebookKernel CONNECTION_FILE}.
 *
 * <p>A cell's value is shown as text, a {@code BufferedImage} as a picture. {@code System.out} goes to the notebook. There is no completion.
 */
public final class NotebookKernel extends BaseKernel {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger CHATTER = Logger.getLogger("io.github.spencerpark");

    private final JavaCells cells = new JavaCells(System.getProperty("java.class.path"));

    private NotebookKernel() {
        Image.registerAll(getRenderer());
    }

    public static void main(String[] arguments) throws Exception {
        CHATTER.setLevel(Level.WARNING);
        String connection = Files.readString(Path.of(arguments[0]));
        JupyterConnection jupyter = new JupyterConnection(KernelConnectionProperties.parse(connection));
        new NotebookKernel().becomeHandlerForConnection(jupyter);
        jupyter.connect();
        jupyter.waitUntilClose();
        // Spark leaves threads behind.
        System.exit(0);
    }

    @Override
    public DisplayData eval(String cell) throws CellException {
        Object value = cells.run(cell);
        return value == null ? null : getRenderer().render(value);
    }

    @Override
    public List<String> formatError(Exception problem) {
        Throwable cause = problem instanceof CellException && problem.getCause() != null ? problem.getCause() : problem;
        cause.printStackTrace();
        return problem.getMessage().lines().toList();
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".java")
                .codemirror("text/x-java")
                .build();
    }
}
