package io.github.sparkboltzmann;

import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.train.BlockSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small sets of rows with something to learn in them, and their blocks. */
public final class TestRows {
    private TestRows() {}

    /** Rows of three prototypes, each unit flipped with probability 0.1. */
    public static float[][] binary(int rows, int width, long seed) {
        Random random = new Random(seed);
        boolean[][] prototypes = new boolean[3][width];
        for (boolean[] prototype : prototypes) {
            for (int i = 0; i < width; i++) {
                prototype[i] = random.nextBoolean();
            }
        }
        float[][] result = new float[rows][width];
        for (float[] row : result) {
            boolean[] prototype = prototypes[random.nextInt(3)];
            for (int i = 0; i < width; i++) {
                row[i] = prototype[i] ^ random.nextInt(10) == 0 ? 1f : 0f;
            }
        }
        return result;
    }

    /** All pictures of that side whose rows, or whose columns, are each of one colour: {@code 2^(side + 1) - 2} of them. */
    public static float[][] barsAndStripes(int side) {
        float[][] result = new float[(2 << side) - 2][side * side];
        int next = 0;
        for (int pattern = 0; pattern < 1 << side; pattern++) {
            for (int way = 0; way < 2; way++) {
                if (way == 1 && (pattern == 0 || pattern == (1 << side) - 1)) {
                    continue;
                }
                float[] row = result[next++];
                for (int i = 0; i < row.length; i++) {
                    row[i] = pattern >> (way == 0 ? i / side : i % side) & 1;
                }
            }
        }
        return result;
    }

    /** The rows cut into partitions of one length each, but for the remainder, and those into the schedule's blocks. */
    public static List<List<RowBlock>> blocks(float[][] rows, int partitions, BlockSchedule schedule) {
        List<List<RowBlock>> result = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            float[][] own = Arrays.copyOfRange(rows, rows.length * p / partitions, rows.length * (p + 1) / partitions);
            List<RowBlock> blocks = new ArrayList<>();
            for (int b = 0; b < schedule.blocks(); b++) {
                float[][] states =
                        Arrays.copyOfRange(own, schedule.firstRow(b, own.length), schedule.firstRow(b + 1, own.length));
                blocks.add(RowBlock.pack(Encoding.BITS, rows[0].length, states));
            }
            result.add(blocks);
        }
        return result;
    }
}
