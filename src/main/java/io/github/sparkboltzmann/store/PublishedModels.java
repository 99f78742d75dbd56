package io.github.sparkboltzmann.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Models that readers may take: versions in {@code published/}, which never change, and the file {@code CURRENT}, which names one of them.
 *
 * <p>A version appears whole or not at all, verified, before it is named; {@code CURRENT} is replaced in one step. So a reader finds a whole model at any
 * moment, the one before or the new one.
 */
public final class PublishedModels {
    /** The folder of versions below the root. */
    public static final String FOLDER = "published";

    /** The file below the root that names the version to take. */
    public static final String CURRENT = "CURRENT";

    private static final String MANIFEST = "manifest.json";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

    private final Configuration configuration;
    private final Path root;

    /** The models published below a root, which need not exist. */
    public PublishedModels(Configuration configuration, Path root) {
        this.configuration = configuration;
        this.root = root;
    }

    /** The folder of the model to take: that of the root's current version where the path is such a root, else the path itself. */
    public static Path resolve(Configuration configuration, Path path) {
        PublishedModels published = new PublishedModels(configuration, path);
        String current = published.current();
        return current == null ? path : published.path(current);
    }

    /** As {@link #resolve(Configuration, Path)}, of text. */
    public static String resolve(Configuration configuration, String path) {
        Path resolved = resolve(configuration, new Path(path));
        return resolved.equals(new Path(path)) ? path : resolved.toString();
    }

    /**
     * The version that readers take; {@code null} while there is none.
     *
     * @throws StoreException if the file names no version
     */
    public String current() {
        String text = new SharedFile(configuration, new Path(root, CURRENT)).read();
        if (text == null) {
            return null;
        }
        String version = text.strip();
        if (!version.matches(NAME)) {
            throw new StoreException("The file " + new Path(root, CURRENT)
                    + " should hold the name of a folder in " + FOLDER + "/, but holds '"
                    + version.substring(0, Math.min(80, version.length())) + "'; write one of "
                    + String.join(", ", versions()) + " into it.");
        }
        return version;
    }

    /** The folder of a version. */
    public Path path(String version) {
        return new Path(new Path(root, FOLDER), version);
    }

    /** The names of all whole versions, ascending. */
    public List<String> versions() {
        return Folders.names(configuration, new Path(root, FOLDER), NAME);
    }

    /**
     * Copies a model into a new version, verified; one that holds the same already, from a run that was interrupted, is taken as it is.
     *
     * @param name of the version; where another model has it, with a number behind it
     * @return the version's name
     */
    public String add(Path model, String name) {
        try {
            FileSystem fs = model.getFileSystem(configuration);
            SortedMap<String, String> content = content(fs, model);
            String version = name;
            for (int n = 2; fs.exists(path(version)); n++) {
                if (content(fs, path(version)).equals(content)) {
                    return version;
                }
                version = name + "." + n;
            }
            new AtomicOutput(configuration, false).write(path(version), temporary -> {
                if (!FileUtil.copy(fs, model, fs, temporary, false, configuration)) {
                    throw new IOException("it could not be copied from " + model);
                }
                verify(fs, temporary);
            });
            return version;
        } catch (IOException e) {
            throw new StoreException("Could not publish " + model + ": " + e.getMessage(), e);
        }
    }

    /** Makes a version the one that readers take. */
    public void makeCurrent(String version) {
        if (!versions().contains(version)) {
            throw new StoreException("There is no version " + version + " in " + new Path(root, FOLDER) + ".");
        }
        new SharedFile(configuration, new Path(root, CURRENT)).replace(version + "\n");
    }

    /** Reads every part of a model against its manifest. */
    private void verify(FileSystem fs, Path model) throws IOException {
        for (Path manifest : files(fs, model)) {
            if (manifest.getName().equals(MANIFEST)) {
                new ModelFolder(configuration, manifest.getParent()).read();
            }
        }
    }

    /** Size of each file, and all of a manifest, which has the sums of the others. */
    private static SortedMap<String, String> content(FileSystem fs, Path model) throws IOException {
        SortedMap<String, String> content = new TreeMap<>();
        String top = fs.makeQualified(model).toUri().getPath();
        for (Path file : files(fs, model)) {
            String name = file.toUri().getPath().substring(top.length());
            String sums = file.getName().equals(MANIFEST)
                    ? new SharedFile(fs.getConf(), file).read()
                    : String.valueOf(fs.getFileStatus(file).getLen());
            content.put(name, sums);
        }
        return content;
    }

    private static List<Path> files(FileSystem fs, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = fs.listFiles(folder, true);
        while (all.hasNext()) {
            FileStatus status = all.next();
            files.add(status.getPath());
        }
        return files;
    }
}
