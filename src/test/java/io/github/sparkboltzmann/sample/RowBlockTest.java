package io.github.sparkboltzmann.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        for (float state : new float[] {0.5f, Math.nextUp(grey), Math.nextDown(grey), -1f, 2f, 256f / 255}) {
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

    private static final float NAN = Float.NaN;

    @Test
    void sparseRowsComeBackAndTakeBytesInProportionToTheirNonZeros() {
        Random random = new Random(5);
        for (int width : new int[] {7, 300, 1 << 16, (1 << 16) + 1}) {
            float[][] ones = new float[6][width];
            float[][] counts = new float[6][width];
            int nonZeros = 0;
            for (int r = 1; r < 6; r++) {
                for (int n = 0; n < 5; n++) {
                    int i = random.nextInt(width);
                    nonZeros += ones[r][i] == 0 ? 1 : 0;
                    ones[r][i] = 1;
                    counts[r][i] = 1 + random.nextInt(9) + (n == 2 ? 0.5f : 0);
                }
            }
            ones[5][width - 1] = counts[5][width - 1] == 0 ? 0 : 1;
            assertComesBack(Encoding.CSR, ones);
            assertComesBack(Encoding.CSR, counts);
            int column = width > 1 << 16 ? 4 : 2;
            assertEquals(
                    4 * 6 + column * nonZeros,
                    RowBlock.pack(Encoding.CSR, width, ones).packedBytes());
            assertEquals(
                    4 * 6 + (column + 4) * nonZeros,
                    RowBlock.pack(Encoding.CSR, width, counts).packedBytes());
        }
    }

    @Test
    void sparseRowsAreChosenExactlyWhereTheyTakeFewerBytes() {
        // A row of bits takes 125 bytes; a sparse one 4 and 2 for each 1.
        assertEquals(Encoding.CSR, Encoding.BITS.orSparse(1000, 10, 604, true, false));
        assertEquals(Encoding.BITS, Encoding.BITS.orSparse(1000, 10, 605, true, false));
        assertEquals(Encoding.CSR, Encoding.BYTES.orSparse(1000, 10, 1659, false, false));
        assertEquals(Encoding.BYTES, Encoding.BYTES.orSparse(1000, 10, 1660, false, false));
        // With a missing state in them, bits have a mask beside them and sparse rows the states.
        assertEquals(Encoding.CSR, Encoding.BITS.orSparse(1000, 10, 409, true, true));
        assertEquals(Encoding.BITS, Encoding.BITS.orSparse(1000, 10, 410, true, true));
    }

    @Test
    void missingStatesComeBackFromEveryEncoding() {
        float[][] rows = {{1, NAN, 0, 1, 0, 0, 0, 0, NAN}, {0, 0, 1, 0, 0, 0, 0, 0, 1}, {NAN, 0, 0, 0, 0, 0, 0, 0, 0}};
        for (Encoding encoding : Encoding.values()) {
            assertComesBack(encoding, rows);
            RowBlock all = RowBlock.pack(encoding, 9, rows);
            assertEquals(true, all.hasMissing());
            RowBlock alone = RowBlock.pack(encoding, 9, new float[][] {rows[1]});
            assertEquals(false, alone.hasMissing());
            assertArrayEquals(alone.content(0), all.content(1), "content does not depend on the block's other rows");
            assertEquals(false, Arrays.equals(all.content(1), all.content(2)));
        }
    }

    @Test
    void joinedRowsAreTheRowsPackedTogether() {
        float[][] rows = {{1, NAN, 0}, {0, 0, 1}, {0, 0, 0}, {1, 1, 1}};
        float[] weights = {1, 0.5f, 2, 1};
        for (Encoding encoding : Encoding.values()) {
            List<RowBlock> parts = new ArrayList<>();
            for (int r = 0; r < 4; r++) {
                parts.add(RowBlock.pack(encoding, 3, List.of(RowStates.dense(rows[r])), new float[] {weights[r]}));
            }
            RowBlock joined = RowBlock.join(encoding, 3, parts);
            float[] states = new float[12];
            joined.unpack(states);
            for (int r = 0; r < 4; r++) {
                assertBitsEqual(rows[r], Arrays.copyOfRange(states, 3 * r, 3 * r + 3));
                assertArrayEquals(parts.get(r).content(0), joined.content(r));
            }
            assertArrayEquals(weights, joined.weights());
            assertEquals(4.5, joined.weight());
            RowBlock last = RowBlock.join(encoding, 3, parts.subList(3, 4));
            assertEquals(null, last.weights(), "weights of 1 are no weights");
            assertEquals(0, RowBlock.join(encoding, 3, List.of()).rows());
        }
    }
}
