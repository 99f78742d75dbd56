package io.github.sparkboltzmann.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file of a folder whose size and SHA-256 sum stand in the folder's manifest, under its name. It is streamed both ways, so that it costs no memory beside what is in it;
 * its size is compared before anything is read, and so before anything is allocated.
 */
final class CheckedFile {
    private static final int BUFFER = 1 << 20;
    /** Of files that are read as text; ours have a few kilobytes. */
    private static final int LARGEST_TEXT = 64 << 20;

    private final FileSystem fs;
    private final Path path;

    CheckedFile(FileSystem fs, Path path) {
        this.fs = fs;
        this.path = path;
    }

    /** Writes what is in the file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes something of a file of that many bytes. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in, long length) throws IOException;
    }

    /** Writes the file, which must not be there, and enters it into the manifest. */
    void write(ObjectNode manifest, Content content) throws IOException {
        MessageDigest digest = sha256();
        try (FSDataOutputStream file = fs.create(path, false);
                OutputStream out = new BufferedOutputStream(new DigestOutputStream(file, digest), BUFFER)) {
            content.writeTo(out);
        }
        manifest.putObject(path.getName())
                .put("bytes", fs.getFileStatus(path).getLen())
                .put("sha256", HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Reads the file.
     *
     * @throws StoreException if it is not there, or not what the manifest says
     */
    <T> T read(JsonNode manifest, Reader<T> reader) throws IOException {
        JsonNode entry = manifest.path(path.getName());
        long length = length();
        require(entry.path("bytes").asLong(-1) == length, length, entry);
        MessageDigest digest = sha256();
        try (FSDataInputStream file = fs.open(path);
                InputStream in = new DigestInputStream(new BufferedInputStream(file, BUFFER), digest)) {
            T result = null;
            RuntimeException problem = null;
            try {
                result = reader.read(in, length);
            } catch (StoreException e) {
                problem = e;
            }
            in.transferTo(OutputStream.nullOutputStream());
            boolean isWhole =
                    entry.path("sha256").asText().equals(HexFormat.of().formatHex(digest.digest()));
            // What is wrong in a file that was changed is no news.
            require(isWhole, length, entry);
            if (problem != null) {
                throw problem;
            }
            return result;
        }
    }

    private void require(boolean isWhole, long length, JsonNode entry) {
        if (!isWhole) {
            throw new StoreException("The file " + path + " of " + length
                    + " bytes is not the one that its manifest describes ("
                    + entry.path("bytes").asText("no") + " bytes): it was damaged or changed. Take an undamaged copy.");
        }
    }

    /** All bytes of a file that is not in the manifest. */
    byte[] text() throws IOException {
        long length = length();
        if (length > LARGEST_TEXT) {
            throw new StoreException("The file " + path + " has " + length + " bytes, but at most " + LARGEST_TEXT
                    + " are expected; take an undamaged copy.");
        }
        try (FSDataInputStream in = fs.open(path)) {
            return in.readAllBytes();
        }
    }

    private long length() throws IOException {
        if (!fs.exists(path)) {
            throw new StoreException(
                    "The folder " + path.getParent() + " has no " + path.getName() + "; take an undamaged copy.");
        }
        return fs.getFileStatus(path).getLen();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
