package io.github.sparkboltzmann.model;

import java.util.List;

/**
 * Which unit types go together.
 *
 * <p>A coupling of two layers of quadratic energy is refused: the quadratic form {@code s's/2 + h'h/2 - s W h} loses its lower bound as
 * soon as a singular value of W exceeds 1, and training does not stop there. Units without a bound but with a quadratic energy of their
 * own go with every bounded partner.
 */
final class UnitRules {
    private UnitRules() {}

    /** @throws IllegalArgumentException for layers and couplings that cannot be normalised, or not be sampled */
    static void check(List<Layer> layers, List<Coupling> couplings) {
        int totals = 0;
        for (Layer layer : layers) {
            UnitType type = layer.type();
            require(
                    layer.size() % type.groupSize() == 0,
                    "Layer '" + layer.name() + "' of " + type + " units should have a multiple of " + type.groupSize()
                            + " units, but has " + layer.size() + ".");
            require(
                    layer.isVisible() || !type.learnsVariance(),
                    "Hidden layer '" + layer.name() + "' cannot learn variances, since its weights can take any scale"
                            + " already; use gaussian units.");
            require(
                    layer.isVisible() || !type.hasTotal(),
                    "Hidden layer '" + layer.name() + "' cannot have multinomial units, since only a row's data gives"
                            + " the total of its counts; use softmax or binomial units.");
            require(
                    !layer.isVisible() || type.hasEnergy(),
                    "Visible layer '" + layer.name() + "' cannot have " + type + " units, which are sampled only and"
                            + " have no energy for data to lower; use rectified units.");
            totals += type.hasTotal() ? 1 : 0;
        }
        require(totals <= 1, "A machine has one multinomial layer at most, whose totals multiply the hidden biases.");
        for (Coupling coupling : couplings) {
            if (coupling.second() < layers.size()) {
                check(layers.get(coupling.first()), layers.get(coupling.second()), coupling.isLateral());
            }
        }
    }

    private static void check(Layer p, Layer q, boolean lateral) {
        UnitType a = p.type();
        UnitType b = q.type();
        String pair = "Layers '" + p.name() + "' (" + a + ") and '" + q.name() + "' (" + b + ") cannot be coupled: ";
        if (lateral) {
            require(
                    a.hasTwoStates(),
                    "Layer '" + p.name() + "' of " + a
                            + " units cannot be coupled to itself: that takes bernoulli or spin units.");
        }
        require(
                !(a.hasOwnEnergy() && b.hasOwnEnergy()),
                pair + "their energy would have no lower bound for large weights; make one of them bernoulli, spin,"
                        + " softmax or binomial.");
        require(
                a.hasEnergy() || b.hasEnergy(),
                pair + "samples would grow without bound; make one of them bernoulli, spin, softmax or binomial.");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
