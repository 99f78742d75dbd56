package io.github.sparkboltzmann.store;

import io.github.sparkboltzmann.store.Safetensors.Tensor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * NumPy's {@code .npz}: a zip of {@code .npy} files, stored or deflated, each array named as its file without the ending.
 *
 * <p>Sizes are checked against the file and against what deflating can do at best, before anything is allocated, and each array's CRC-32
 * after it was read. Source: NumPy's documentation, {@code numpy.savez}; PKWARE's APPNOTE for zip.
 */
final class NpzFile extends ArrayFile {
    private static final String ENDING = ".npy";
    /** Deflate's best: 258 bytes from two bits. */
    private static final long BEST_RATIO = 1032;
    /** Bytes depend on the arrays only. Two seconds after the first time that a zip can hold: at the first, Java adds a second time to
     * the entry, which depends on the time zone. */
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

    private final ZipFile zip;
    private final String name;
    private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();

    /** The constructor is deprecated since commons-compress 1.26, but Spark 3.5 brings 1.23, which has no other. */
    @SuppressWarnings("deprecation")
    NpzFile(SeekableInput channel, String name) throws IOException {
        this.name = name;
        try {
            this.zip = new ZipFile(channel);
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                add(entry, channel.size());
            }
        } catch (StoreException e) {
            channel.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw damaged(name, e);
        }
    }

    private void add(ZipArchiveEntry entry, long fileSize) {
        String file = entry.getName();
        if (!file.endsWith(ENDING)) {
            return;
        }
        String array = file.substring(0, file.length() - ENDING.length());
        boolean deflated = entry.getMethod() == ZipEntry.DEFLATED;
        if (entry.getMethod() != ZipEntry.STORED && !deflated || !zip.canReadEntryData(entry)) {
            throw new StoreException(what(array) + " is encrypted, or compressed in a way that NumPy does not write;"
                    + " save it with numpy.savez or numpy.savez_compressed.");
        }
        long packed = entry.getCompressedSize();
        long size = entry.getSize();
        boolean possible = packed >= 0
                && packed <= fileSize
                && size >= 0
                && (deflated ? size <= packed * BEST_RATIO + BEST_RATIO : size == packed);
        if (!possible) {
            throw new StoreException(what(array) + " claims " + size + " bytes from " + packed + " of " + fileSize
                    + ", which cannot be; take an undamaged copy.");
        }
        if (entries.put(array, entry) != null) {
            throw new StoreException(what(array) + " is there twice; keep one of the two.");
        }
    }

    private String what(String array) {
        return "Array '" + array + "' of " + name;
    }

    private static StoreException damaged(String name, Exception cause) {
        return new StoreException(
                "The file " + name + " is a damaged zip (" + oneLine(cause) + "); take an undamaged copy.", cause);
    }

    private static String oneLine(Exception cause) {
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
    }

    @Override
    public String format() {
        return "npz";
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Override
    public Tensor read(String array) {
        ZipArchiveEntry entry = entries.get(array);
        if (entry == null) {
            throw new IllegalArgumentException("There is no array '" + array + "' in " + name + ".");
        }
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            Tensor tensor = Npy.read(new DataInputStream(in), what(array), entry.getSize());
            if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
                throw new StoreException(
                        what(array) + " does not have the checksum that its zip records; take an undamaged copy.");
            }
            return tensor;
        } catch (StoreException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Writes arrays in the map's order, not compressed; the same arrays give the same bytes. */
    static void write(Map<String, Tensor> arrays, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
            byte[] bytes = Npy.write(array.getValue());
            CRC32 crc = new CRC32();
            crc.update(bytes);
            ZipEntry entry = new ZipEntry(array.getKey() + ENDING);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
            entry.setTimeLocal(ALWAYS);
            zip.putNextEntry(entry);
            zip.write(bytes);
            zip.closeEntry();
        }
        zip.finish();
    }
}
