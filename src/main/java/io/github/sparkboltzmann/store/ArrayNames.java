package io.github.sparkboltzmann.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the arrays of a restricted machine are called in a file, and which way round its weights lie.
 *
 * <pre>
 *                weights                        visible biases        hidden biases
 * default        W[visible, hidden]             visible_bias          hidden_bias
 * scikit-learn   components_[hidden, visible]   intercept_visible_    intercept_hidden_
 * model folder   weights.visible.hidden         bias.visible          bias.hidden
 * </pre>
 *
 * <p>A name that is not given is looked for by itself, each of the three above; exactly one of them has to be there. Source of
 * scikit-learn's names and shapes: its documentation of {@code BernoulliRBM}.
 */
public final class ArrayNames {
    /** The names that are written where none is given. */
    public static final ArrayNames DEFAULT = new ArrayNames("W", "visible_bias", "hidden_bias", false);

    private static final String SKLEARN_WEIGHTS = "components_";
    private static final List<String> WEIGHTS = List.of("W", SKLEARN_WEIGHTS, "weights.visible.hidden");
    private static final List<String> VISIBLE = List.of("visible_bias", "intercept_visible_", "bias.visible");
    private static final List<String> HIDDEN = List.of("hidden_bias", "intercept_hidden_", "bias.hidden");
    /** How many of a file's names a message lists. */
    private static final int LISTED = 20;

    final String weights;
    final String visibleBias;
    final String hiddenBias;
    final boolean transposed;

    /** @param transposed whether the weights lie {@code [hidden, visible]} */
    public ArrayNames(String weights, String visibleBias, String hiddenBias, boolean transposed) {
        this.weights = weights;
        this.visibleBias = visibleBias;
        this.hiddenBias = hiddenBias;
        this.transposed = transposed;
    }

    /**
     * The names that a file uses.
     *
     * @param weights the name of the weights; empty: looked for. So for the others
     * @param transposed whether the weights lie {@code [hidden, visible]}; {@code null}: where they have scikit-learn's name
     * @throws StoreException if an array is not there, or several may be meant
     */
    public static ArrayNames in(
            ArrayFile file,
            String fileName,
            String weights,
            String visibleBias,
            String hiddenBias,
            Boolean transposed) {
        String found = find(file.names(), fileName, "weights", weights, WEIGHTS);
        return new ArrayNames(
                found,
                find(file.names(), fileName, "visible biases", visibleBias, VISIBLE),
                find(file.names(), fileName, "hidden biases", hiddenBias, HIDDEN),
                transposed == null ? found.equals(SKLEARN_WEIGHTS) : transposed);
    }

    private static String find(Set<String> names, String file, String role, String given, List<String> usual) {
        List<String> candidates = given.isEmpty() ? usual : List.of(given);
        List<String> found = new ArrayList<>(candidates);
        found.retainAll(names);
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw new StoreException("The file " + file + " holds " + quoted(found, " and ")
                    + ", each of which may be the " + role + "; give the name of one.");
        }
        List<String> listed = names.stream().limit(LISTED).toList();
        throw new StoreException("The file " + file + " should hold the " + role + " as " + quoted(candidates, " or ")
                + ", but holds " + (names.isEmpty() ? "no arrays" : quoted(listed, ", "))
                + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "")
                + "; give the name.");
    }

    private static String quoted(List<String> names, String between) {
        return "'" + String.join("'" + between + "'", names) + "'";
    }

    public String weights() {
        return weights;
    }

    public boolean transposed() {
        return transposed;
    }
}
