package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.math.Numerics;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.sample.Trajectory;
import java.io.Serializable;

/**
 * The base of annealing: visible units without any connection, each with the data's mean, and hidden units that are on half of the time.
 *
 * <pre>
 * p(v) proportional to exp(a0.v) 2^hidden,    a0_i = log(p_i / (1 - p_i)),    log Z0 = sum_i softplus(a0_i) + hidden log 2
 * p_i = (sum of column i + 1) / (rows + 2)
 * </pre>
 *
 * <p>Any base gives estimates of the same log Z; the nearer it is to the machine, the smaller their error. Source: Salakhutdinov and Murray,
 * "On the quantitative analysis of deep belief networks", ICML 2008, section 4.1 (base-rate biases).
 */
public final class IndependentUnits implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] biases;

    private IndependentUnits(float[] biases) {
        this.biases = biases;
    }

    /**
     * The base of data.
     *
     * @param means of the columns, each in [0, 1]
     * @param rows how many rows they are the means of
     */
    public static IndependentUnits ofMeans(double[] means, long rows) {
        float[] biases = new float[means.length];
        for (int i = 0; i < means.length; i++) {
            if (!(means[i] >= 0 && means[i] <= 1)) {
                throw new IllegalArgumentException("The mean of a visible unit lies in [0, 1], but that of unit " + i
                        + " is " + means[i] + "; give the states of the units, scaled as the model scales them.");
            }
            double p = (means[i] * rows + 1) / (rows + 2.0);
            biases[i] = (float) StrictMath.log(p / (1 - p));
        }
        return new IndependentUnits(biases);
    }

    /**
     * The base of data of a machine's visible layer of two-state units: means become probabilities of the higher state.
     *
     * @param means of the columns, each between the units' two states
     * @param rows how many rows they are the means of
     */
    public static IndependentUnits of(Machine machine, double[] means, long rows) {
        UnitType type = machine.layer(machine.layers(true)[0]).type();
        double[] probabilities = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            probabilities[i] = (means[i] - type.lowest()) / (type.highest() - type.lowest());
        }
        return ofMeans(probabilities, rows);
    }

    /** The uniform base: all biases 0. */
    public static IndependentUnits uniform(int visibleUnits) {
        return new IndependentUnits(new float[visibleUnits]);
    }

    public int visibleUnits() {
        return biases.length;
    }

    /** {@code a0[i]}; not a copy. */
    float[] biases() {
        return biases;
    }

    /**
     * A ladder of temperatures from these units to a machine, without the machine itself.
     *
     * <pre>
     * parameters of rung r:  base + beta_r (parameters - base)        base: these units' biases, weights 0
     * </pre>
     *
     * @param beta from 0 to 1, both ends included
     */
    public Trajectory temperedTo(Elementwise kernels, Machine machine, float[] parameters, double[] beta) {
        Parameters base = Parameters.zero(machine);
        int at = machine.biases(machine.layers(true)[0]).offset();
        UnitType type = machine.layer(machine.layers(true)[0]).type();
        float gap = (float) (type.highest() - type.lowest());
        for (int i = 0; i < biases.length; i++) {
            base.values()[at + i] = biases[i] / gap;
        }
        Trajectory ladder = Trajectory.start(kernels, machine, base);
        for (int r = 1; r < beta.length - 1; r++) {
            float[] rung = new float[parameters.length];
            float part = (float) beta[r];
            for (int i = 0; i < rung.length; i++) {
                rung[i] = base.values()[i] + part * (parameters[i] - base.values()[i]);
            }
            ladder = ladder.with(rung);
        }
        return ladder;
    }

    /** {@code log Z0}, in nats. */
    public double logPartitionFunction(int hiddenUnits) {
        double sum = hiddenUnits * Math.log(2);
        for (float bias : biases) {
            sum += Numerics.softplus(bias);
        }
        return sum;
    }
}
