package io.github.sparkboltzmann.notebook;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.logging.LogManager;
import javax.imageio.ImageIO;

/**
 * A Jupyter kernel for Java with the library on its class path: {@code NotebookKernel CONNECTION_FILE}.
 *
 * <p>A cell's value is shown as text, a {@code BufferedImage} as a picture; equal results are equal bytes. {@code System.out} goes to the
 * notebook. There is no completion.
 */
public final class NotebookKernel extends BaseKernel {
    private final JavaCells cells = new JavaCells(System.getProperty("java.class.path"));

    private NotebookKernel() {}

    public static void main(String[] arguments) throws Exception {
        // The base kernel tells of every message; Spark has a log of its own.
        LogManager.getLogManager().reset();
        String connection = Files.readString(Path.of(arguments[0]));
        JupyterConnection jupyter = new JupyterConnection(KernelConnectionProperties.parse(connection));
        new NotebookKernel().becomeHandlerForConnection(jupyter);
        jupyter.connect();
        jupyter.waitUntilClose();
        // Spark leaves threads behind.
        System.exit(0);
    }

    @Override
    public DisplayData eval(String cell) throws CellException, IOException {
        Object value = cells.run(cell);
        if (value instanceof BufferedImage picture) {
            return data(picture);
        }
        return value == null ? null : getRenderer().render(value);
    }

    private static DisplayData data(BufferedImage picture) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        DisplayData data = new DisplayData(picture.getWidth() + " x " + picture.getHeight() + " pixels");
        data.putData(Image.PNG, Base64.getEncoder().encodeToString(png.toByteArray()));
        return data;
    }

    @Override
    public List<String> formatError(Exception problem) {
        if (problem.getCause() != null) {
            problem.getCause().printStackTrace();
        }
        return problem.getMessage().lines().toList();
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version("17")
                .mimetype("text/x-java-source")
                .fileExtension(".java")
                .codemirror("text/x-java")
                .build();
    }
}
