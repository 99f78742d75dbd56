package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What goes into a block comes out again, bit for bit. */
class RowBlockTest {
    private static final int[] WIDTHS = {1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 100};

    @Test
    void bitsOfAnyWidthComeBack() {
        for (int width : WIDTHS) {
            float[][] rows = TestRows.binary(5, width, width);
            assertComesBack(Encoding.BITS, rows);
            assertEquals(
                    5L * ((width + 7) / 8),
                    RowBlock.pack(Encoding.BITS, width, rows).packedBytes());
        }
    }

    @Test
    void allGreysComeBack() {
        float[][] rows = new float[2][256];
        for (int k = 0; k < 256; k++) {
            rows[0][k] = (float) (k / 255.0);
            rows[1][k] = (float) ((255 - k) / 255.0);
        }
        assertComesBack(Encoding.BYTES, rows);
        assertEquals(512, RowBlock.pack(Encoding.BYTES, 256, rows).packedBytes());
    }

    @Test
    void floatsComeBack() {
        Random random = new Random(3);
        for (int width : WIDTHS) {
            float[][] rows = new float[4][width];
            for (float[] row : rows) {
                for (int i = 0; i < width; i++) {
                    row[i] = Float.intBitsToFloat(random.nextInt() & 0xBFFFFFFF);
                }
            }
            assertComesBack(Encoding.FLOATS, rows);
            assertEquals(
                    16L * width, RowBlock.pack(Encoding.FLOATS, width, rows).packedBytes());
        }
    }

    @Test
    void theSmallestEncodingThatHoldsAStateIsChosen() {
        assertEquals(Encoding.BITS, Encoding.of(0f));
        assertEquals(Encoding.BITS, Encoding.of(1f));
        for (int k = 1; k < 255; k++) {
            assertEquals(Encoding.BYTES, Encoding.of((float) (k / 255.0)), "grey " + k);
        }
        float grey = (float) (100 / 255.0);
        for (float state : new float[] {0.5f, Math.nextUp(grey), Math.nextDown(grey), -1f, 2f, Float.NaN, 256f / 255}) {
            assertEquals(Encoding.FLOATS, Encoding.of(state), "state " + state);
        }
    }

    @Test
    void ofTwoEncodingsTheLargerHoldsBoth() {
        for (Encoding a : Encoding.values()) {
            for (Encoding b : Encoding.values()) {
                assertEquals(Encoding.values()[Math.max(a.ordinal(), b.ordinal())], a.or(b));
            }
        }
    }

    @Test
    void anEncodingHoldsWhatSmallerOnesHold() {
        float[][] rows = TestRows.binary(3, 13, 1);
        assertComesBack(Encoding.BYTES, rows);
        assertComesBack(Encoding.FLOATS, rows);
    }

    @Test
    void contentIsEqualForEqualRowsOnly() {
        float[][] rows = {{1, 0, 1, 1, 0, 1, 0, 0, 1}, {1, 0, 1, 1, 0, 1, 0, 0, 0}, {1, 0, 1, 1, 0, 1, 0, 0, 1}};
        for (Encoding encoding : Encoding.values()) {
            RowBlock block = RowBlock.pack(encoding, 9, rows);
            assertArrayEquals(block.content(0), block.content(2));
            assertEquals(false, Arrays.equals(block.content(0), block.content(1)));
        }
    }

    @Test
    void aBlockOfNoRowsIsEmpty() {
        for (Encoding encoding : Encoding.values()) {
            RowBlock block = RowBlock.pack(encoding, 9, new float[0][]);
            assertEquals(0, block.rows());
            assertEquals(0, block.packedBytes());
            block.unpack(new float[0]);
        }
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThrows(
                IllegalArgumentException.class,
                () -> RowBlock.pack(Encoding.BITS, 3, new float[][] {{1, 0, 1}, {1, 0}}));
    }

    private static void assertComesBack(Encoding encoding, float[][] rows) {
        int width = rows[0].length;
        RowBlock block = RowBlock.pack(encoding, width, rows);
        float[] all = new float[rows.length * width];
        block.unpack(all);
        for (int r = 0; r < rows.length; r++) {
            float[] one = new float[width];
            block.unpack(r, r + 1, one);
            assertBitsEqual(rows[r], one);
            assertBitsEqual(rows[r], Arrays.copyOfRange(all, r * width, (r + 1) * width));
        }
    }

    private static void assertBitsEqual(float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(actual[i]), "unit " + i);
        }
    }
}
