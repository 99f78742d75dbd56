package io.github.sparkboltzmann.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** An IDX file on any Hadoop file system, gzipped where its name ends in .gz. */
final class IdxFile implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String location;
    private final String name;
    private final long length;

    IdxFile(FileStatus file) {
        this.location = file.getPath().toString();
        this.name = InputFiles.display(file.getPath());
        this.length = file.getLen();
    }

    String name() {
        return name;
    }

    boolean isCompressed() {
        return location.endsWith(".gz");
    }

    /** Opens the file at byte {@code offset} of its uncompressed content. */
    DataInputStream open(Configuration conf, long offset) throws IOException {
        Path path = new Path(location);
        FSDataInputStream raw = path.getFileSystem(conf).open(path);
        try {
            InputStream plain = raw;
            if (isCompressed()) {
                plain = new GZIPInputStream(raw, 1 << 16);
                plain.skipNBytes(offset);
            } else {
                raw.seek(offset);
            }
            return new DataInputStream(new BufferedInputStream(plain, 1 << 16));
        } catch (ZipException notGzip) {
            raw.close();
            throw InvalidDataException.of(name, "a gzip file", "no gzip header", "take .gz off the name");
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** The file's head; of an uncompressed file also the length is checked. */
    IdxHeader header(Configuration conf, boolean ofLabels) {
        try (DataInputStream in = open(conf, 0)) {
            IdxHeader header = ofLabels ? IdxHeader.ofLabels(in, name) : IdxHeader.ofImages(in, name);
            if (!isCompressed() && length != header.fileBytes()) {
                throw wrongLength(header, length + "");
            }
            return header;
        } catch (IOException e) {
            throw Jobs.unreadable(name, e);
        }
    }

    /** Streams a whole gzipped file and refuses it if it is shorter or longer than its head says. */
    void checkLength(Configuration conf, IdxHeader header) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long read = 0;
        try (DataInputStream in = open(conf, 0)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read += n;
                if (read > header.fileBytes()) {
                    throw wrongLength(header, "more");
                }
            }
        } catch (EOFException | ZipException broken) {
            throw wrongLength(header, "a gzip stream that breaks off after " + read);
        }
        if (read != header.fileBytes()) {
            throw wrongLength(header, read + "");
        }
    }

    /** The bytes after the head, all of them. */
    byte[] content(Configuration conf, IdxHeader header) {
        try (DataInputStream in = open(conf, header.bytes())) {
            if (isCompressed()) {
                checkLength(conf, header);
            }
            byte[] content = new byte[header.rows() * header.width()];
            in.readFully(content);
            return content;
        } catch (IOException e) {
            throw Jobs.unreadable(name, e);
        }
    }

    private InvalidDataException wrongLength(IdxHeader header, String found) {
        return InvalidDataException.of(
                name,
                header.fileBytes() + " bytes for " + header.rows() + " rows of " + header.width(),
                found,
                "get the file again");
    }
}
