package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Exchange;
import io.github.sparkboltzmann.sample.LadderMeans;
import io.github.sparkboltzmann.sample.Rung;
import java.util.ArrayList;
import java.util.List;

/** The rungs of a partition's ladder, from the lowest to the trained machine's, with running means of how often neighbours exchange. */
final class Rungs {
    /** How many exchanges running means remember. */
    private static final float MEMORY = 50;

    private final Machine machine;
    private final Elementwise kernels;
    private final BatchProducts products;
    private final List<Rung> rungs = new ArrayList<>();
    private int count;
    private LadderMeans means;

    Rungs(Machine machine, Elementwise kernels, BatchProducts products) {
        this.machine = machine;
        this.kernels = kernels;
        this.products = products;
    }

    /** Takes the chains of all rungs. */
    void take(ChainBlock block) {
        count = block.rungs() + 1;
        while (rungs.size() < count) {
            rungs.add(new Rung(machine, kernels, products));
        }
        for (int r = 0; r < count - 1; r++) {
            block.rung(r).unpackInto(rungs.get(r).states());
        }
        block.unpackInto(top().states());
        means = block.ladderMeans().copy();
    }

    /** The chains of all rungs. */
    ChainBlock pack() {
        ChainBlock[] lower = new ChainBlock[count - 1];
        for (int r = 0; r < lower.length; r++) {
            lower[r] = ChainBlock.pack(machine, rungs.get(r).states());
        }
        return ChainBlock.pack(machine, top().states()).withRungs(lower, means.copy());
    }

    /** How many rungs there are, the trained machine's with them. */
    int count() {
        return count;
    }

    Rung rung(int r) {
        return rungs.get(r);
    }

    /** The rung of the machine that is trained. */
    Rung top() {
        return rungs.get(count - 1);
    }

    /** The part of a key that belongs to a rung; rung 0 of a key is the data phase's. */
    static DrawKey key(DrawKey key, int rung) {
        return key.rung(rung + 1);
    }

    /** What the ladder has learnt so far, the arrays themselves. */
    LadderMeans means() {
        return means;
    }

    /** Exchanges between rung {@code r} and the one above. */
    Exchange exchange(int r, DrawKey key) {
        Exchange exchange = Rung.exchange(rungs.get(r), rungs.get(r + 1), key(key, r));
        float[] mean = means.acceptance();
        float now = (float) (exchange.acceptanceSum() / exchange.up().length);
        mean[r] = Float.isNaN(mean[r]) ? now : mean[r] + 1f / MEMORY * (now - mean[r]);
        return exchange;
    }

    /** Exchanges between two frozen rungs, from which the ratio of their partition functions is estimated the better the more of them there were. */
    void exchangeFrozen(int r, DrawKey key) {
        Exchange exchange = exchange(r, key);
        float[] visits = means.visits();
        float[] ratios = means.logRatios();
        visits[r] = Math.min(MEMORY, visits[r] + 1);
        ratios[r] = (float) exchange.refined(ratios[r], (int) visits[r]);
    }
}
