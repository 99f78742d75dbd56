package io.github.sparkboltzmann.sample;

import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Elementwise;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Coupling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitBatch;
import java.util.Arrays;

/**
 * The label of rows by Gibbs sampling, all other visible units clamped: hidden and label units settle, and the label is read.
 *
 * <pre>
 * y0 ~ P(y) of its biases alone;   sweep s:  h ~ P(h | x, y) at T_s,  y ~ P(y | h) at T_s;   result: mean of P(y | h) over the sweeps that count
 * </pre>
 *
 * <p>Since {@code x} stays, its inputs {@code x.W} are computed once: a sweep takes {@code (classes + 1) hidden} multiplications a row. A row's draws are a
 * function of its content and the seed. Not safe for threads. Source: Ackley, Hinton and Sejnowski, 1985, section 2 (completion).
 */
public final class LabelSweeps {
    private final Machine machine;
    private final Elementwise kernels;
    private final LabelInference how;
    private final int label;
    private final int classes;
    private final int hidden;
    private final Block coupling;
    private final float[] hiddenInput;
    private final float[] hiddenState;
    private final float[] labelInput;
    private final float[] labelState;

    /** @throws IllegalArgumentException for a machine without label units or with several hidden layers */
    public LabelSweeps(Machine machine, Elementwise kernels, LabelInference how) {
        if (machine.labelLayer() < 0 || machine.layers(false).length != 1) {
            throw new IllegalArgumentException(
                    "A label is sampled by a machine with label units and one hidden layer.");
        }
        this.machine = machine;
        this.kernels = kernels;
        this.how = how;
        this.label = machine.labelLayer();
        this.classes = machine.classes();
        this.hidden = machine.layers(false)[0];
        this.coupling = couplingOf(machine, label, hidden);
        this.hiddenInput = new float[machine.layer(hidden).size()];
        this.hiddenState = new float[hiddenInput.length];
        this.labelInput = new float[classes];
        this.labelState = new float[classes];
    }

    private static Block couplingOf(Machine machine, int label, int hidden) {
        for (int c = 0; c < machine.couplings().size(); c++) {
            Coupling coupling = machine.coupling(c);
            if (coupling.first() == label && coupling.second() == hidden) {
                return machine.weights(c);
            }
        }
        throw new IllegalArgumentException("Label and hidden units are not coupled.");
    }

    /**
     * {@code P(y | x)} of a row, sampled.
     *
     * @param posterior whose {@link LabelPosterior#compute} has seen the row
     * @param content a hash of the row's content, which its draws depend on
     * @param out receives the probabilities from {@code at} on
     */
    public void infer(LabelPosterior posterior, float[] parameters, int row, long content, double[] out, int at) {
        DrawKey key = DrawKey.of(how.seed(), content, Purpose.LABEL_SWEEPS.number());
        Arrays.fill(out, at, at + classes, 0);
        Arrays.fill(labelInput, 0);
        drawLabel(parameters, 1, key, 0);
        for (int sweep = 1; sweep <= how.burnIn() + how.sweeps(); sweep++) {
            float beta = how.inverseTemperature(sweep);
            int units = hiddenInput.length;
            System.arraycopy(posterior.inputsWithoutLabel(hidden), row * units, hiddenInput, 0, units);
            for (int y = 0; y < classes; y++) {
                int from = coupling.offset() + y * units;
                for (int j = 0; labelState[y] != 0 && j < units; j++) {
                    hiddenInput[j] += labelState[y] * parameters[from + j];
                }
            }
            UnitBatch batch = UnitBatch.of(machine, hidden, parameters, hiddenInput, hiddenState, 1, beta);
            machine.layer(hidden).type().draw(kernels, batch, key.at(sweep, hidden), 0);
            for (int y = 0; y < classes; y++) {
                labelInput[y] = dot(parameters, coupling.offset() + y * units, hiddenState);
            }
            drawLabel(parameters, beta, key, sweep);
            for (int y = 0; sweep > how.burnIn() && y < classes; y++) {
                out[at + y] += labelInput[y] / how.sweeps();
            }
        }
    }

    /** Draws the label; its inputs become its probabilities. */
    private void drawLabel(float[] parameters, float beta, DrawKey key, int sweep) {
        UnitBatch batch = UnitBatch.of(machine, label, parameters, labelInput, labelState, 1, beta);
        machine.layer(label).type().draw(kernels, batch, key.at(sweep, label), 0);
    }

    private static float dot(float[] weights, int from, float[] states) {
        float sum = 0;
        for (int j = 0; j < states.length; j++) {
            sum += weights[from + j] * states[j];
        }
        return sum;
    }
}
