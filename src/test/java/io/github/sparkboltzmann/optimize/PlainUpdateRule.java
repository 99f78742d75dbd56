package io.github.sparkboltzmann.optimize;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;

/** The update rule in double and in single loops, by its definition, for machines without lateral couplings: what the fast one has to equal. */
final class PlainUpdateRule {
    final double[] w;
    final double[] average;
    final double[][] offset;
    final double[][] activation;
    private final double[] velocity;
    private final double[] first;
    private final double[] second;
    private final Machine machine;
    private final OptimizerSettings settings;

    PlainUpdateRule(Machine machine, OptimizerSettings settings, float[] parameters, double[][] offsets) {
        this.machine = machine;
        this.settings = settings;
        w = new double[parameters.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = parameters[i];
        }
        average = w.clone();
        velocity = new double[w.length];
        first = new double[w.length];
        second = new double[w.length];
        offset = new double[machine.layerCount()][];
        activation = new double[machine.layerCount()][];
        for (int l = 0; l < offset.length; l++) {
            int units = machine.layer(l).size();
            offset[l] = settings.centred() ? offsets[l].clone() : new double[units];
            activation[l] = new double[units];
            java.util.Arrays.fill(
                    activation[l], sparse(l) ? settings.penalties().sparsity().target() : 0);
        }
    }

    private boolean sparse(int layer) {
        return settings.penalties().sparsity() != null && !machine.layer(layer).isVisible();
    }

    void apply(float[] sums, int rows, long step, long total) {
        double[][] mean = new double[offset.length][];
        double[][] push = new double[offset.length][];
        for (int l = 0; l < offset.length; l++) {
            mean[l] = new double[offset[l].length];
            push[l] = new double[offset[l].length];
            for (int i = 0; i < mean[l].length; i++) {
                mean[l][i] = (double) sums[machine.unitSums(l).offset() + i] / rows;
                offset[l][i] += settings.offsetRate() * (mean[l][i] - offset[l][i]);
                if (sparse(l)) {
                    Sparsity s = settings.penalties().sparsity();
                    activation[l][i] = s.decay() * activation[l][i] + (1 - s.decay()) * mean[l][i];
                    push[l][i] = -s.cost() * (activation[l][i] - s.target());
                }
            }
        }
        move(gradient(sums, rows, mean, push), step, settings.learningRate().at(step, total));
        if (settings.penalties().maxNorm() > 0) {
            boundNorms();
        }
        for (int i = 0; settings.averages() && i < w.length; i++) {
            average[i] += (1 - settings.averageDecay(step)) * (w[i] - average[i]);
        }
    }

    private double[] gradient(float[] sums, int rows, double[][] mean, double[][] push) {
        double[] g = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            g[i] = (double) sums[i] / rows;
        }
        double[] plain = g.clone();
        for (int l = 0; l < push.length; l++) {
            for (int j = 0; j < push[l].length; j++) {
                g[machine.biases(l).offset() + j] += push[l][j];
            }
        }
        for (int c = 0; c < machine.couplings().size(); c++) {
            int p = machine.coupling(c).first();
            int q = machine.coupling(c).second();
            for (int i = 0; i < mean[p].length; i++) {
                for (int j = 0; j < mean[q].length; j++) {
                    int n = machine.weights(c).offset() + i * mean[q].length + j;
                    int a = machine.biases(p).offset() + i;
                    int b = machine.biases(q).offset() + j;
                    if (settings.centred()) {
                        g[n] -= offset[p][i] * plain[b] + plain[a] * offset[q][j];
                        g[a] -= g[n] * offset[q][j];
                        g[b] -= g[n] * offset[p][i];
                    } else {
                        g[n] += mean[p][i] * push[q][j] + push[p][i] * mean[q][j];
                    }
                }
            }
        }
        return g;
    }

    private void move(double[] g, long step, double baseRate) {
        double[] factors = settings.rateFactors().of(machine.layout());
        double m = settings.momentum().at(1);
        for (int k = 0; k < factors.length; k++) {
            Block block = machine.layout().block(k);
            double rate = baseRate * factors[k];
            boolean weights = block.kind() == Block.Kind.WEIGHTS;
            for (int i = block.offset(); i < block.end(); i++) {
                double gradient = g[i] - (weights ? settings.l2() * w[i] : 0);
                double threshold = weights ? rate * settings.penalties().l1() : 0;
                if (settings.adam() == null) {
                    velocity[i] = m * velocity[i] + rate * gradient;
                    w[i] += velocity[i];
                    threshold /= 1 - m;
                } else {
                    first[i] = 0.8 * first[i] + 0.2 * gradient;
                    second[i] = 0.95 * second[i] + 0.05 * gradient * gradient;
                    double scale = 1 / (Math.sqrt(second[i] / (1 - Math.pow(0.95, step + 1))) + 1e-2);
                    w[i] += rate * first[i] / (1 - Math.pow(0.8, step + 1)) * scale;
                    threshold *= scale;
                }
                w[i] = Math.signum(w[i]) * Math.max(Math.abs(w[i]) - threshold, 0);
            }
        }
    }

    private void boundNorms() {
        for (int q = 0; q < offset.length; q++) {
            for (int j = 0; !machine.layer(q).isVisible() && j < offset[q].length; j++) {
                double sum = 0;
                for (int pass = 0; pass < 2; pass++) {
                    double factor =
                            pass == 0 ? 1 : Math.min(1, settings.penalties().maxNorm() / Math.sqrt(sum));
                    for (int c = 0; c < machine.couplings().size(); c++) {
                        Block block = machine.weights(c);
                        for (int i = 0; machine.coupling(c).second() == q && i < block.rows(); i++) {
                            int n = block.offset() + i * block.columns() + j;
                            w[n] *= factor;
                            sum += pass == 0 ? w[n] * w[n] : 0;
                        }
                    }
                }
            }
        }
    }
}
