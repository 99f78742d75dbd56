package io.github.sparkboltzmann.gradient;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.GibbsSampler;

/** The sampler that chains sweep with: that of the parameters, or with fast weights (FPCD) one of the sum of both. */
final class ChainSampler {
    private final GibbsSampler own;
    private final GibbsSampler summing;
    private GibbsSampler current;
    private float[] summed = new float[0];

    /** @param own that of the parameters, which the estimator loads */
    ChainSampler(Machine machine, GibbsSampler own, Elementwise kernels, BatchProducts products) {
        this.own = own;
        this.summing = new GibbsSampler(machine, kernels, products);
        this.current = own;
    }

    /** As {@link GradientEstimator#load(float[], int)}. */
    void load(float[] values, int fast) {
        current = fast == 0 ? own : summing;
        if (fast > 0) {
            if (summed.length != fast) {
                summed = new float[fast];
            }
            for (int i = 0; i < summed.length; i++) {
                summed[i] = values[i] + values[fast + i];
            }
            summing.load(summed);
        }
    }

    GibbsSampler current() {
        return current;
    }
}
