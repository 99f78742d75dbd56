package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.SparsePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Units of a graph in groups that no edge joins inside: the most connected unit first, each takes the first colour that no neighbour has.
 *
 * <p>At most one colour more than the largest degree. Two for every graph that breadth-first search can colour with two, as a lattice, whose components are
 * tried first. Source: Welsh and Powell, "An upper bound for the chromatic number of a graph", The Computer Journal 10, 1967.
 */
final class GraphColouring {
    private final int[][] groups;

    private GraphColouring(int[][] groups) {
        this.groups = groups;
    }

    /** Colours the units {@code 0 .. rows - 1} of a square pattern. */
    static GraphColouring of(SparsePattern edges) {
        int units = edges.rows();
        List<List<Integer>> neighbours = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            neighbours.add(new ArrayList<>());
        }
        for (int e = 0; e < edges.places(); e++) {
            neighbours.get(edges.row(e)).add(edges.column(e));
            neighbours.get(edges.column(e)).add(edges.row(e));
        }
        int[] colour = twoColours(neighbours);
        return group(colour == null ? greedy(neighbours) : colour);
    }

    private static int[] twoColours(List<List<Integer>> neighbours) {
        int[] colour = new int[neighbours.size()];
        Arrays.fill(colour, -1);
        int[] queue = new int[colour.length];
        for (int root = 0; root < colour.length; root++) {
            if (colour[root] >= 0) {
                continue;
            }
            int from = 0;
            int to = 0;
            colour[root] = 0;
            queue[to++] = root;
            while (from < to) {
                int unit = queue[from++];
                for (int other : neighbours.get(unit)) {
                    if (colour[other] == colour[unit]) {
                        return null;
                    }
                    if (colour[other] < 0) {
                        colour[other] = 1 - colour[unit];
                        queue[to++] = other;
                    }
                }
            }
        }
        return colour;
    }

    private static int[] greedy(List<List<Integer>> neighbours) {
        int[] colour = new int[neighbours.size()];
        Arrays.fill(colour, -1);
        int[] order = IntStream.range(0, colour.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -neighbours.get(i).size()))
                .mapToInt(i -> i)
                .toArray();
        for (int unit : order) {
            boolean[] taken = new boolean[neighbours.get(unit).size() + 1];
            for (int other : neighbours.get(unit)) {
                if (colour[other] >= 0 && colour[other] < taken.length) {
                    taken[colour[other]] = true;
                }
            }
            int free = 0;
            while (taken[free]) {
                free++;
            }
            colour[unit] = free;
        }
        return colour;
    }

    private static GraphColouring group(int[] colour) {
        int colours = Arrays.stream(colour).max().orElse(0) + 1;
        int[][] groups = new int[colours][];
        for (int c = 0; c < colours; c++) {
            int own = c;
            groups[c] = IntStream.range(0, colour.length)
                    .filter(i -> colour[i] == own)
                    .toArray();
        }
        return new GraphColouring(groups);
    }

    int colours() {
        return groups.length;
    }

    /** The units of a colour, rising; not a copy. */
    int[] units(int colour) {
        return groups[colour];
    }

    /** Units of the largest group. */
    int largest() {
        return Arrays.stream(groups).mapToInt(group -> group.length).max().orElse(0);
    }
}
