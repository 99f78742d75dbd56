package io.github.sparkboltzmann.model;

/**
 * The unit types that exist, by name.
 *
 * <pre>
 * bernoulli          0, 1                            spin               -1, 1
 * gaussian           real, variance 1                gaussian-learned   real, a variance a unit (visible layers)
 * rectified          real, 0 or more: a truncated Gaussian, exact
 * nrelu              real, 0 or more: noisy rectified linear, sampled only (hidden layers)
 * softmax:K          one of K, a unit a category     binomial:N         0..N
 * multinomial        counts: replicated softmax over the whole layer (a visible layer)
 * </pre>
 */
public final class UnitTypes {
    /** Units that are 0 or 1. */
    public static final UnitType BERNOULLI = new BernoulliUnits();

    private static final UnitType SPIN = new SpinUnits();
    private static final UnitType GAUSSIAN = new GaussianUnits(false);
    private static final UnitType GAUSSIAN_LEARNED = new GaussianUnits(true);
    private static final UnitType RECTIFIED = new RectifiedUnits();
    private static final UnitType NRELU = new NoisyRectifiedUnits();
    private static final UnitType MULTINOMIAL = new MultinomialUnits();

    /** The names, as a person is told. */
    public static final String NAMES =
            "bernoulli, spin, gaussian, gaussian-learned, rectified, nrelu, softmax:K, multinomial and binomial:N";

    private UnitTypes() {}

    /** The type of that name, as files and settings give it. */
    public static UnitType named(String name) {
        int colon = name.indexOf(':');
        String kind = colon < 0 ? name : name.substring(0, colon);
        boolean sized = kind.equals("softmax") || kind.equals("binomial");
        if (sized != colon >= 0) {
            throw unknown(name);
        }
        return switch (kind) {
            case "bernoulli" -> BERNOULLI;
            case "spin" -> SPIN;
            case "gaussian" -> GAUSSIAN;
            case "gaussian-learned" -> GAUSSIAN_LEARNED;
            case "rectified" -> RECTIFIED;
            case "nrelu" -> NRELU;
            case "multinomial" -> MULTINOMIAL;
            case "softmax" -> new SoftmaxUnits(size(name, colon));
            case "binomial" -> new BinomialUnits(size(name, colon));
            default -> throw unknown(name);
        };
    }

    private static int size(String name, int colon) {
        String digits = name.substring(colon + 1);
        if (!digits.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(
                    "Unit type '" + name + "' should end in a whole number, as softmax:10 and binomial:8 do.");
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("There is no unit type '" + name + "'; there are " + NAMES
                + ", K categories and N trials being whole numbers.");
    }

    /** Whether every layer of a machine has Bernoulli units. */
    public static boolean allBernoulli(Machine machine) {
        return machine.layers().stream().allMatch(layer -> layer.type() instanceof BernoulliUnits);
    }
}
