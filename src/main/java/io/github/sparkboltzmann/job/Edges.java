package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.model.GeneralMachine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The edges of a graph, as setting {@code boltzmann.edges} has them: {@code 0-1, 1-2, ...}, or {@code lattice:ROWSxCOLUMNS}. */
final class Edges {
    private static final Pattern LATTICE = Pattern.compile("lattice:([0-9]{1,6})x([0-9]{1,6})");
    private static final Pattern EDGE = Pattern.compile("([0-9]{1,9})-([0-9]{1,9})");

    private Edges() {}

    /** @throws UsageException for other text */
    static int[] parse(String text) {
        if (text.isBlank()) {
            return new int[0];
        }
        Matcher lattice = LATTICE.matcher(text.strip());
        if (lattice.matches()) {
            return GeneralMachine.lattice(Integer.parseInt(lattice.group(1)), Integer.parseInt(lattice.group(2)));
        }
        String[] parts = text.strip().split("[,\\s]+");
        int[] edges = new int[2 * parts.length];
        for (int e = 0; e < parts.length; e++) {
            Matcher edge = EDGE.matcher(parts[e]);
            if (!edge.matches()) {
                throw new UsageException(
                        "Setting 'boltzmann.edges' should be pairs of units, as 0-1, 1-2, or lattice:ROWSxCOLUMNS,"
                                + " but has '" + parts[e] + "'.");
            }
            edges[2 * e] = Integer.parseInt(edge.group(1));
            edges[2 * e + 1] = Integer.parseInt(edge.group(2));
        }
        return edges;
    }
}
