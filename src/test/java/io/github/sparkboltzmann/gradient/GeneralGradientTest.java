package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.Equilibrium.DataPhaseKind;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitType;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Enumeration;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.sample.TemperatureSchedule;
import io.github.sparkboltzmann.sample.Trajectory;
import org.junit.jupiter.api.Test;

/** Sampled gradients of general machines against the exact ones, and the pseudo-likelihood's against finite differences. */
class GeneralGradientTest {
    private static final float[][] DATA = {{1, 0, 1, 1}, {0, 0, 1, 0}, {1, 1, 0, 0}};
    private static final int[] EDGES = {0, 1, 1, 2, 2, 3, 3, 0, 4, 0, 4, 2, 5, 1, 4, 5};
    private static final Equilibrium LONG =
            Equilibrium.of(DataPhaseKind.GIBBS, 3, TemperatureSchedule.parse("3@2, 25@1"));

    private static Machine[] machines() {
        return new Machine[] {
            TinyMachines.general(),
            GeneralMachine.of(UnitTypes.BERNOULLI, 4, 2, Connections.SEMI_RESTRICTED),
            GeneralMachine.of(UnitTypes.BERNOULLI, 4, 0, Connections.FULL),
            GeneralMachine.ofGraph(UnitTypes.BERNOULLI, 4, 2, EDGES)
        };
    }

    @Test
    void persistentAndAnnealedChainsHaveTheExactGradient() {
        for (Machine machine : machines()) {
            Parameters parameters = TinyMachines.random(machine, 0.7, 31);
            double[] exact = EquilibriumGradient.exact(machine, parameters, DATA);
            for (ModelPhase phase : new ModelPhase[] {ModelPhase.PCD, ModelPhase.ANNEALED}) {
                double worst = EquilibriumGradient.worst(zScores(machine, parameters, phase, LONG, exact, 1));
                assertTrue(worst < 5, phase + ": " + worst + " standard errors off");
            }
        }
    }

    @Test
    void aDataPhaseThatIsNotAtEquilibriumAndAModelPhaseTooLargeAreCaught() {
        Machine machine = TinyMachines.general();
        Parameters parameters = TinyMachines.random(machine, 0.7, 31);
        double[] exact = EquilibriumGradient.exact(machine, parameters, DATA);
        Equilibrium hot = Equilibrium.of(DataPhaseKind.GIBBS, 1, TemperatureSchedule.NONE);
        assertTrue(EquilibriumGradient.worst(zScores(machine, parameters, ModelPhase.PCD, hot, exact, 1)) > 8);
        assertTrue(EquilibriumGradient.worst(zScores(machine, parameters, ModelPhase.PCD, LONG, exact, 1.1)) > 8);
    }

    private static double[] zScores(
            Machine machine,
            Parameters parameters,
            ModelPhase phase,
            Equilibrium equilibrium,
            double[] exact,
            double fault) {
        GradientEstimator estimator = new GradientSettings(phase, 2, 2, StatisticsForm.HIDDEN_PROBABILITIES, 300, 2)
                .settledBy(equilibrium)
                .estimator(machine, Kernels.elementwise(), Kernels.batchProducts());
        estimator.take(
                ChainBlock.independent(Kernels.elementwise(), machine, parameters, 300, DrawKey.of(8, 0, 5)),
                Trajectory.none());
        estimator.load(parameters.values());
        return EquilibriumGradient.zScores(machine, DATA, estimator, 2, exact, fault);
    }

    @Test
    void meanFieldLeavesTheCorrelationsOfVisibleUnitsExact() {
        Machine machine = TinyMachines.general();
        Parameters parameters = TinyMachines.random(machine, 0.3, 7);
        double[] exact = EquilibriumGradient.exact(machine, parameters, DATA);
        double[] field = zScores(
                machine,
                parameters,
                ModelPhase.PCD,
                Equilibrium.of(DataPhaseKind.MEAN_FIELD, 20, TemperatureSchedule.NONE),
                exact,
                1);
        for (int i = 0; i < machine.weights(0).length(); i++) {
            assertTrue(Math.abs(field[i]) < 5, "weight " + i + ": " + field[i]);
        }
    }

    @Test
    void thePseudoLikelihoodsGradientIsThatOfFiniteDifferences() {
        for (UnitType type : new UnitType[] {UnitTypes.BERNOULLI, UnitTypes.named("spin")}) {
            for (Machine machine : new Machine[] {
                GeneralMachine.of(type, 4, 0, Connections.FULL),
                GeneralMachine.ofGraph(type, 4, 0, new int[] {0, 1, 2, 3, 1, 2})
            }) {
                Parameters parameters = TinyMachines.random(machine, 0.8, 5);
                float[][] rows = new float[DATA.length][4];
                for (int r = 0; r < rows.length; r++) {
                    for (int i = 0; i < 4; i++) {
                        rows[r][i] = (float) (DATA[r][i] == 1 ? type.highest() : type.lowest());
                    }
                }
                GradientEstimator estimator = new GradientSettings(
                                ModelPhase.PSEUDO, 1, 1, StatisticsForm.HIDDEN_PROBABILITIES, 1, 2)
                        .estimator(machine, Kernels.elementwise(), Kernels.batchProducts());
                estimator.load(parameters.values());
                Statistics statistics = new Statistics(machine.statisticsLayout());
                estimator.add(
                        RowBlock.pack(Encoding.FLOATS, 4, rows), new Share(DrawKey.of(1, 0, 1), 0, 3, 1), statistics);
                for (int i = 0; i < parameters.values().length; i++) {
                    double expected = difference(machine, parameters, rows, i);
                    assertEquals(expected, statistics.values()[i], 2e-3, type + ", parameter " + i);
                }
            }
        }
    }

    /** Of the sum over rows; both halves of a dense matrix move together. */
    private static double difference(Machine machine, Parameters parameters, float[][] rows, int parameter) {
        double step = 1e-2;
        double[] ends = new double[2];
        for (int end = 0; end < 2; end++) {
            Parameters moved = parameters.copy();
            int w = machine.weights(0).length();
            int columns = machine.weights(0).columns();
            boolean dense = !machine.coupling(0).isSparse();
            int twin = parameter < w && dense ? parameter % columns * columns + parameter / columns : parameter;
            if (parameter < w && dense && parameter / columns == parameter % columns) {
                return 0;
            }
            moved.values()[parameter] += (float) (end == 0 ? -step : step);
            moved.values()[twin] = moved.values()[parameter];
            ends[end] = pseudoLikelihood(machine, moved, rows);
        }
        return (ends[1] - ends[0]) / (2 * step);
    }

    private static double pseudoLikelihood(Machine machine, Parameters parameters, float[][] rows) {
        Enumeration all = Enumeration.of(machine, parameters, 1);
        UnitType type = machine.layer(0).type();
        double sum = 0;
        for (float[] row : rows) {
            double[][] state = {new double[row.length]};
            for (int i = 0; i < row.length; i++) {
                state[0][i] = row[i];
            }
            double own = all.probability(all.number(state));
            for (int i = 0; i < row.length; i++) {
                state[0][i] = type.highest() + type.lowest() - row[i];
                sum += Math.log(own / (own + all.probability(all.number(state))));
                state[0][i] = row[i];
            }
        }
        return sum;
    }

    @Test
    void whatHasNoGradientIsRefused() {
        for (ModelPhase phase : new ModelPhase[] {ModelPhase.PT, ModelPhase.EXACT, ModelPhase.PSEUDO}) {
            GradientSettings settings = new GradientSettings(phase, 1, 1, StatisticsForm.SAMPLES, 2, 2);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> settings.estimator(TinyMachines.general(), Kernels.elementwise(), Kernels.batchProducts()));
        }
        assertThrows(IllegalArgumentException.class, () -> TemperatureSchedule.parse("2@0"));
        assertThrows(IllegalArgumentException.class, () -> TemperatureSchedule.parse("2@1@3"));
        assertThrows(IllegalArgumentException.class, () -> TemperatureSchedule.parse("two@1"));
        assertEquals(0.5f, TemperatureSchedule.parse("2@4, 1@2").inverseTemperature(3));
    }
}
