package io.github.sparkboltzmann.data;

import static io.github.sparkboltzmann.data.DataFiles.assertRefused;
import static io.github.sparkboltzmann.data.DataFiles.bytes;
import static io.github.sparkboltzmann.data.DataFiles.idx;
import static io.github.sparkboltzmann.data.DataFiles.options;
import static io.github.sparkboltzmann.data.DataFiles.read;
import static io.github.sparkboltzmann.data.DataFiles.show;
import static io.github.sparkboltzmann.data.DataFiles.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading IDX, and what is refused in it. */
class IdxTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"t-images-idx3-ubyte", "t-images.idx3-ubyte.gz"})
    void imagesAndLabelsAreReadInOrder(String name) throws Exception {
        Path images = bytes(folder.resolve(name), idx(12, 3, 2, 2));
        Path labels = bytes(folder.resolve("t-labels-idx1-ubyte.gz"), idx(3, 3));
        assertEquals(
                List.of(
                        "[0.0, 1.0, 2.0, 3.0] 0.0 " + name + " row 1",
                        "[4.0, 5.0, 6.0, 7.0] 1.0 " + name + " row 2",
                        "[8.0, 9.0, 10.0, 11.0] 2.0 " + name + " row 3"),
                show(options(images).labels(labels.toString())));
        assertEquals(
                "[0.0, 1.0, 2.0, 3.0] " + name + " row 1", show(options(images)).get(0));
    }

    @Test
    void rangesReadInParallelGiveTheRowsOfTheFile() throws Exception {
        Path images = bytes(folder.resolve("t-images-idx3-ubyte"), idx(1001 * 6, 1001, 2, 3));
        Path labels = bytes(folder.resolve("t-labels-idx1-ubyte"), idx(1001, 1001));
        LoadedData data = read(options(images).labels(labels.toString()).splitBytes(100));
        assertEquals(63, data.dataset().javaRDD().getNumPartitions());
        List<Row> rows = data.dataset().collectAsList();
        assertEquals(1001, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Vector features = assertInstanceOf(DenseVector.class, rows.get(i).get(0));
            assertEquals((i * 6 + 5) & 0xff, features.apply(5));
            assertEquals(i & 0xff, rows.get(i).getDouble(1));
            assertEquals(images + " row " + (i + 1), rows.get(i).getString(2));
        }
        assertEquals("1001 rows of 6 features with labels from " + images + " (idx), 0 rows skipped", data.describe());
    }

    @ParameterizedTest
    @CsvSource({"11,27", "13,29", "0,16"})
    void truncatedAndOverlongFilesAreRefused(int content, long length) throws Exception {
        Path plain = bytes(folder.resolve("t-idx3-ubyte"), idx(content, 3, 2, 2));
        assertRefused(
                plain + ": expected 28 bytes for 3 rows of 4, found " + length + "; get the file again.",
                options(plain));
        Path packed = bytes(folder.resolve("t-idx3-ubyte.gz"), idx(content, 3, 2, 2));
        assertRefused(
                packed + ": expected 28 bytes for 3 rows of 4, found " + (length > 28 ? "more" : length + "")
                        + "; get the file again.",
                options(packed));
    }

    @Test
    void gzipStreamThatBreaksOffIsRefused() throws Exception {
        Path file = bytes(folder.resolve("t-idx3-ubyte.gz"), idx(40_000, 10_000, 2, 2));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 4));
        String message = assertThrows(InvalidDataException.class, () -> read(options(file)))
                .getMessage();
        assertEquals(
                file + ": expected 40016 bytes for 10000 rows of 4, found a gzip stream that breaks off after 40016;"
                        + " get the file again.",
                message);
    }

    @Test
    void gzipIsToldByNameAndContentTogether() throws Exception {
        Path wrongName = bytes(folder.resolve("t-idx3-ubyte.gz"), idx(12, 3, 2, 2));
        Path packed = Files.move(wrongName, folder.resolve("u-idx3-ubyte"));
        assertRefused(
                packed + ": expected an IDX file, found a gzip file; give it a name that ends in .gz.",
                options(packed));
        Path plain = Files.write(folder.resolve("v-idx3-ubyte.gz"), idx(12, 3, 2, 2));
        assertRefused(plain + ": expected a gzip file, found no gzip header; take .gz off the name.", options(plain));
    }

    @Test
    void imagesAndLabelsAreNotTakenForEachOther() throws Exception {
        Path images = bytes(folder.resolve("t-images-idx3-ubyte"), idx(12, 3, 2, 2));
        Path labels = bytes(folder.resolve("t-labels-idx1-ubyte"), idx(3, 3));
        assertRefused(
                labels + ": expected images (2 dimensions or more), found labels (1 dimension);"
                        + " name the file of images.",
                options(labels));
        assertRefused(
                images + ": expected labels (1 dimension), found images (3 dimensions); name the file of labels.",
                options(images).labels(images.toString()));
    }

    @Test
    void labelsOfAnotherCountOrLengthAreRefused() throws Exception {
        Path images = bytes(folder.resolve("t-images-idx3-ubyte"), idx(12, 3, 2, 2));
        Path four = bytes(folder.resolve("t-labels-idx1-ubyte"), idx(4, 4));
        assertRefused(
                four + ": expected 3 labels, as many as " + images
                        + " has images, found 4; name the files that belong together.",
                options(images).labels(four.toString()));
        for (String name : List.of("short-idx1-ubyte", "short-idx1-ubyte.gz")) {
            Path two = bytes(folder.resolve(name), idx(2, 3));
            assertRefused(
                    two + ": expected 11 bytes for 3 rows of 1, found 10; get the file again.",
                    options(images).labels(two.toString()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,'expected an IDX header of 4 bytes or more, found fewer; get the file again.'",
        "0000,'expected an IDX header of 4 bytes or more, found fewer; get the file again.'",
        "00000803,'expected a header of 3 dimensions, found 0; get the file again.'",
        "0000080300000001,'expected a header of 3 dimensions, found 1; get the file again.'",
        "89504e47,'expected the IDX magic 0x000008DD, DD dimensions, found 0x89504e47; check that this is an IDX file.'",
        "00000703,'expected the IDX magic 0x000008DD, DD dimensions, found 0x00000703; check that this is an IDX file.'",
        "00000d03,'expected IDX of unsigned bytes (0x08), found 32-bit floats (0x0d); convert the file.'",
        "000008020000000000000001,'expected dimension 1 from 1 to 2147483647, found 0; check the file.'",
        "00000802ffffffff00000001,'expected dimension 1 from 1 to 2147483647, found 4294967295; check the file.'",
        "0000080300000001ffffff7fffffff7f,'expected dimension 2 from 1 to 2147483647, found 4294967167; check the file.'",
        "00000803000000010100000001000000,'expected rows of fewer than 2^31 bytes, found 281474976710656 or more;"
                + " check the file.'"
    })
    void headsThatAreWrongAreRefused(String hex, String sentence) throws Exception {
        byte[] head = hex.equals("0") ? new byte[0] : java.util.HexFormat.of().parseHex(hex);
        Path file = Files.write(folder.resolve("t-idx3-ubyte"), head);
        assertRefused(file + ": " + sentence, options(file));
    }

    @Test
    void widthOptionAndNumberOfFilesAreChecked() throws Exception {
        Path file = bytes(folder.resolve("a-idx3-ubyte"), idx(12, 3, 2, 2));
        assertRefused(
                file + ": expected 5 features, as width says, found 4; correct the option width or the path.",
                options(file).width(5));
        bytes(folder.resolve("b-idx3-ubyte"), idx(12, 3, 2, 2));
        text(folder.resolve("_SUCCESS"));
        assertRefused(folder + ": expected one file, found 2 files; name one of them.", options(folder));
    }
}
