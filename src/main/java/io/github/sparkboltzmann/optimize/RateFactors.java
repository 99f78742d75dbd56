package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.BlockLayout;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the learning rate is multiplied by, for each block of parameters; 0 keeps a block as it is; immutable. */
public final class RateFactors implements Serializable {
    private static final long serialVersionUID = 1L;

    /** 1 for every block. */
    public static final RateFactors NONE = new RateFactors(1, new TreeMap<>());

    private final double biases;
    private final TreeMap<String, Double> byBlock;

    private RateFactors(double biases, TreeMap<String, Double> byBlock) {
        this.biases = biases;
        this.byBlock = byBlock;
    }

    /**
     * @param biases factor of all biases that {@code text} does not name, 0 or more
     * @param text {@code BLOCK=FACTOR,...} as in {@code bias.visible=0.1,weights.visible.hidden=1}; may be empty
     */
    public static RateFactors of(double biases, String text) {
        if (!isFactor(biases)) {
            throw new IllegalArgumentException("The factor of biases' rates is 0 or more, but is " + biases + ".");
        }
        TreeMap<String, Double> byBlock = new TreeMap<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",")) {
            int sign = entry.indexOf('=');
            String block = entry.substring(0, Math.max(sign, 0)).trim();
            double factor = number(entry.substring(sign + 1));
            if (block.isEmpty() || !isFactor(factor) || byBlock.put(block, factor) != null) {
                throw new IllegalArgumentException(
                        "Rate factors are BLOCK=FACTOR, separated by commas, with each block once and factors of"
                                + " 0 or more, but '" + entry.trim() + "' is not.");
            }
        }
        return new RateFactors(biases, byBlock);
    }

    private static boolean isFactor(double x) {
        return x >= 0 && !Double.isInfinite(x);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * The factor of each block.
     *
     * @throws IllegalArgumentException if a block is named that the layout does not have
     */
    public double[] of(BlockLayout layout) {
        TreeSet<String> unknown = new TreeSet<>(byBlock.keySet());
        double[] factors = new double[layout.blocks().size()];
        for (int b = 0; b < factors.length; b++) {
            Block block = layout.block(b);
            double usual = block.kind() == Block.Kind.BIASES ? biases : 1;
            factors[b] = byBlock.getOrDefault(block.name(), usual);
            unknown.remove(block.name());
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "Rate factors name the block '" + unknown.first() + "', but the blocks are "
                            + layout.blocks().stream().map(Block::name).collect(Collectors.joining(", ")) + ".");
        }
        return factors;
    }

    /** The factors that were named, by block. */
    public Map<String, Double> byBlock() {
        return Map.copyOf(byBlock);
    }
}
