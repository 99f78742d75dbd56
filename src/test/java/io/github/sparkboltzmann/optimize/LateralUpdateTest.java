package io.github.sparkboltzmann.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import org.junit.jupiter.api.Test;

/** A graph of all edges learns what the dense machine learns, whatever the rule. */
class LateralUpdateTest {
    private static final int VISIBLE = 4;
    private static final int HIDDEN = 3;
    private static final Machine DENSE = GeneralMachine.of(UnitTypes.BERNOULLI, VISIBLE, HIDDEN, Connections.FULL);
    private static final Machine SPARSE =
            GeneralMachine.ofGraph(UnitTypes.BERNOULLI, VISIBLE, HIDDEN, allEdges(VISIBLE + HIDDEN));

    private static int[] allEdges(int units) {
        int[] edges = new int[units * (units - 1)];
        int next = 0;
        for (int i = 0; i < units; i++) {
            for (int j = i + 1; j < units; j++) {
                edges[next++] = i;
                edges[next++] = j;
            }
        }
        return edges;
    }

    @Test
    void allEdgesLearnAsTheDenseMatrixDoes() {
        OptimizerSettings plain = new OptimizerSettings(
                new Schedule(Schedule.Shape.CONSTANT, 0.2, 0.2), new Momentum(0.5, 0.5, 1), 0.01, 0.3);
        for (OptimizerSettings settings : new OptimizerSettings[] {plain, plain.withAdam(new Adam(0.9, 0.99, 1e-4))}) {
            LearnerState dense = start(DENSE, settings);
            LearnerState sparse = start(SPARSE, settings);
            UpdateRule denseRule = new UpdateRule(DENSE, settings);
            UpdateRule sparseRule = new UpdateRule(SPARSE, settings);
            for (int step = 0; step < 4; step++) {
                Parameters sums = TinyMachines.random(DENSE, 5, step);
                Progress progress = new Progress(step, 10, 10, 1);
                denseRule.apply(dense, statistics(DENSE, sums.values(), step), progress);
                sparseRule.apply(sparse, statistics(SPARSE, toSparse(sums.values()), step), progress);
                float[] expected = toSparse(dense.values());
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], sparse.values()[i], 1e-5f, "step " + step + ", parameter " + i);
                }
                assertSymmetric(dense.values());
            }
        }
    }

    private static LearnerState start(Machine machine, OptimizerSettings settings) {
        double[][] means = {{0.2, 0.4, 0.6, 0.8}, {0.5, 0.3, 0.7}};
        Parameters dense = TinyMachines.random(DENSE, 0.5, 9);
        Parameters own = machine == DENSE ? dense : Parameters.of(SPARSE, toSparse(dense.values()));
        return LearnerState.start(machine, own, settings, means);
    }

    private static Statistics statistics(Machine machine, float[] sums, int step) {
        Statistics statistics = new Statistics(machine.statisticsLayout());
        float[] values = statistics.values();
        System.arraycopy(sums, 0, values, 0, machine.layout().length());
        for (int i = machine.layout().length(); i < values.length; i++) {
            values[i] = step + (i - machine.layout().length()) % 3;
        }
        statistics.count(10, 0);
        return statistics;
    }

    /** The parameters' part of a dense machine's array as the sparse machine has it. */
    private static float[] toSparse(float[] dense) {
        float[] sparse = new float[SPARSE.layout().length()];
        for (int c = 0; c < 3; c++) {
            Block from = DENSE.weights(c);
            Block to = SPARSE.weights(c);
            var edges = SPARSE.coupling(c).edges();
            for (int e = 0; e < edges.places(); e++) {
                sparse[to.offset() + e] = dense[from.offset() + edges.row(e) * from.columns() + edges.column(e)];
            }
        }
        for (int l = 0; l < 2; l++) {
            Block from = DENSE.biases(l);
            System.arraycopy(dense, from.offset(), sparse, SPARSE.biases(l).offset(), from.length());
        }
        return sparse;
    }

    private static void assertSymmetric(float[] values) {
        for (int c : new int[] {0, 2}) {
            Block w = DENSE.weights(c);
            for (int i = 0; i < w.rows(); i++) {
                assertEquals(0, values[w.offset() + i * w.columns() + i]);
                for (int j = 0; j < i; j++) {
                    assertEquals(
                            values[w.offset() + j * w.columns() + i], values[w.offset() + i * w.columns() + j], 0f);
                }
            }
        }
    }
}
