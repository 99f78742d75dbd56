package io.github.sparkboltzmann.spark;

import io.github.sparkboltzmann.train.BlockSchedule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Lays a partition's rows into blocks so that each has every stratum in its share.
 *
 * <pre>
 * of a stratum of n rows each of B blocks gets floor(n / B) or ceil(n / B)
 * </pre>
 *
 * <p>The rows that floors leave over are dealt out round after round of blocks, stratum after stratum; a stratum leaves fewer than B over, so no
 * block gets two of them. Blocks that the schedule makes longer by one row come first in a round and take part in the last, broken one. The
 * order of rounds spreads neighbours apart (multiples of the golden ratio), so that a rare stratum does not come in a bunch. {@code O(rows log
 * rows)}; a function of strata and schedule alone.
 */
final class Strata {
    /** The stratum of rows that name none. */
    static final long NONE = 0;

    private Strata() {}

    /** The stratum that a text names. */
    static long of(String name) {
        return name == null ? NONE : MurmurHash3.hash128x64(name.getBytes(StandardCharsets.UTF_8))[0] | 1;
    }

    /**
     * The order of rows in which the schedule's cuts give such blocks; inside a block rows stay in the order in which they came.
     *
     * @param strata by row
     */
    static int[] order(long[] strata, BlockSchedule schedule) {
        TreeMap<Long, List<Integer>> rowsOf = new TreeMap<>();
        for (int r = 0; r < strata.length; r++) {
            rowsOf.computeIfAbsent(strata[r], stratum -> new ArrayList<>()).add(r);
        }
        int blocks = schedule.blocks();
        int[] round = round(strata.length, schedule);
        int[] blockOf = new int[strata.length];
        long dealt = 0;
        for (List<Integer> rows : rowsOf.values()) {
            int each = rows.size() / blocks;
            for (int i = 0; i < each * blocks; i++) {
                blockOf[rows.get(i)] = i / each;
            }
            for (int i = each * blocks; i < rows.size(); i++) {
                blockOf[rows.get(i)] = round[(int) (dealt++ % blocks)];
            }
        }
        int[] next = new int[blocks];
        for (int b = 0; b < blocks; b++) {
            next[b] = schedule.firstRow(b, strata.length);
        }
        int[] order = new int[strata.length];
        for (int r = 0; r < strata.length; r++) {
            order[next[blockOf[r]]++] = r;
        }
        return order;
    }

    /** The blocks in the order in which a round deals to them. */
    private static int[] round(int rows, BlockSchedule schedule) {
        List<Integer> blocks = new ArrayList<>();
        for (int b = 0; b < schedule.blocks(); b++) {
            blocks.add(b);
        }
        blocks.sort((a, b) -> {
            int longer = Integer.compare(length(b, rows, schedule), length(a, rows, schedule));
            return longer != 0 ? longer : Long.compareUnsigned(a * GOLDEN, b * GOLDEN);
        });
        return blocks.stream().mapToInt(block -> block).toArray();
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static int length(int block, int rows, BlockSchedule schedule) {
        return schedule.firstRow(block + 1, rows) - schedule.firstRow(block, rows);
    }
}
