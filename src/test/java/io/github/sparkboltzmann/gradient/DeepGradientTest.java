package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.DeepMachines;
import io.github.sparkboltzmann.MeanFieldTwin;
import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.gradient.Equilibrium.DataPhaseKind;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.DeepMachine;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.RowBlock.Encoding;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;
import io.github.sparkboltzmann.sample.TemperatureSchedule;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients of machines of several hidden layers: sampled ones against enumeration, those of mean field against finite differences of its bound. */
class DeepGradientTest {
    private static final Equilibrium LONG =
            Equilibrium.of(DataPhaseKind.GIBBS, 3, TemperatureSchedule.parse("2@2, 20@1"));

    private static List<Machine> machines() {
        return List.of(
                DeepMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3, 3),
                DeepMachine.of(UnitTypes.BERNOULLI, 4, UnitTypes.BERNOULLI, 3, 2, 2),
                DeepMachine.of(UnitTypes.named("spin"), 4, UnitTypes.named("spin"), 3, 2),
                DeepMachines.skipping());
    }

    private static float[][] data(Machine machine) {
        float low = (float) machine.layer(0).type().lowest();
        return new float[][] {{1, low, 1, 1}, {low, low, 1, low}, {1, 1, low, low}};
    }

    private static Parameters parameters(Machine machine) {
        return TinyMachines.random(machine, DeepMachines.deviation(machine), 91);
    }

    /** Of every coupling and bias, in standard errors. */
    private static double worst(Machine machine, GradientEstimator estimator, float[] loaded, double fault) {
        estimator.take(
                ChainBlock.independent(Kernels.elementwise(), machine, parameters(machine), 300, DrawKey.of(8, 0, 5)),
                Trajectory.none());
        estimator.load(loaded);
        double[] exact = EquilibriumGradient.exact(machine, parameters(machine), data(machine));
        return EquilibriumGradient.worst(
                EquilibriumGradient.zScores(machine, data(machine), estimator, 2, exact, fault));
    }

    private static GradientEstimator estimator(
            Machine machine, ModelPhase phase, StatisticsForm form, Equilibrium equilibrium) {
        return new GradientSettings(phase, 2, 2, form, 300, 2)
                .settledBy(equilibrium)
                .estimator(machine, Kernels.elementwise(), Kernels.batchProducts());
    }

    @Test
    void persistentAndAnnealedChainsHaveTheExactGradient() {
        for (Machine machine : machines()) {
            boolean both = machine.layerCount() == 4;
            for (StatisticsForm form : both
                    ? List.of(StatisticsForm.SAMPLES, StatisticsForm.HIDDEN_PROBABILITIES)
                    : List.of(StatisticsForm.HIDDEN_PROBABILITIES)) {
                GradientEstimator chains = estimator(machine, ModelPhase.PCD, form, LONG);
                double worst = worst(machine, chains, parameters(machine).values(), 1);
                assertTrue(worst < 5, machine.layers() + ", " + form + ": " + worst + " standard errors off");
            }
            if (!both) {
                continue;
            }
            GradientEstimator annealed =
                    estimator(machine, ModelPhase.ANNEALED, StatisticsForm.HIDDEN_PROBABILITIES, LONG);
            double worst = worst(machine, annealed, parameters(machine).values(), 1);
            assertTrue(worst < 5, machine.layers() + ", annealed: " + worst + " standard errors off");
        }
    }

    /** Persistent chains one of whose layers is never updated. */
    private static final class Stuck extends ChainEstimator {
        private final States chains;
        private final SweepPlan plan;

        Stuck(Machine machine, int layer) {
            super(machine, StatisticsForm.SAMPLES, Kernels.elementwise(), Kernels.batchProducts());
            chains = new States(machine);
            boolean[] clamped = new boolean[machine.layerCount()];
            if (layer >= 0) {
                clamped[layer] = true;
            }
            plan = SweepPlan.of(machine, clamped);
        }

        @Override
        public void take(ChainBlock block, Trajectory trajectory) {
            block.unpackInto(chains);
        }

        @Override
        public ChainBlock chains() {
            return ChainBlock.pack(machine(), chains);
        }

        @Override
        States modelStates() {
            return chains;
        }

        @Override
        void advance(Share share) {
            for (int sweep = 1; sweep <= share.sweeps(); sweep++) {
                sampler().sweep(chains, plan, 1, share.key(), sweep, 0);
            }
        }
    }

    @Test
    void faultsAreCaught() {
        for (Machine machine : machines().subList(1, 2)) {
            float[] right = parameters(machine).values();
            for (int layer = -1; layer < machine.layerCount(); layer++) {
                GradientEstimator stuck = new Stuck(machine, layer);
                stuck.settleBy(LONG);
                double worst = worst(machine, stuck, right, 1);
                assertTrue(layer < 0 ? worst < 5 : worst > 8, "layer " + layer + " never updated: " + worst);
            }
            Equilibrium hot = Equilibrium.of(DataPhaseKind.GIBBS, 1, TemperatureSchedule.NONE);
            GradientEstimator cold = estimator(machine, ModelPhase.PCD, StatisticsForm.SAMPLES, hot);
            assertTrue(worst(machine, cold, right, 1) > 8, "a data phase of one sweep");
            GradientEstimator large = estimator(machine, ModelPhase.PCD, StatisticsForm.SAMPLES, LONG);
            assertTrue(worst(machine, large, right, 1.1) > 8, "a model phase that counts too much");
            // Layers that do not hear each other.
            for (int c = 0; c < machine.couplings().size(); c++) {
                float[] deaf = right.clone();
                Block w = machine.weights(c);
                Arrays.fill(deaf, w.offset(), w.end(), 0f);
                GradientEstimator chains = estimator(machine, ModelPhase.PCD, StatisticsForm.SAMPLES, LONG);
                assertTrue(worst(machine, chains, deaf, 1) > 8, "coupling " + c + " without weights");
            }
        }
    }

    /** Means in the place of states of the highest layer, drawn last: less noise, of the couplings that it has. */
    @Test
    void meansOfTheHighestLayerHaveLessNoise() {
        Machine machine = machines().get(1);
        Block bias = machine.biases(machine.highestHidden());
        double[] squares = new double[2];
        for (int f = 0; f < 2; f++) {
            StatisticsForm form = f == 0 ? StatisticsForm.SAMPLES : StatisticsForm.HIDDEN_PROBABILITIES;
            GradientEstimator estimator = estimator(machine, ModelPhase.PCD, form, Equilibrium.MEAN_FIELD);
            estimator.take(
                    ChainBlock.independent(
                            Kernels.elementwise(), machine, parameters(machine), 50, DrawKey.of(8, 0, 5)),
                    Trajectory.none());
            estimator.load(parameters(machine).values());
            double[] sums = new double[2];
            RowBlock block = RowBlock.pack(Encoding.BITS, 4, data(machine));
            for (int step = 0; step < 400; step++) {
                Statistics statistics = new Statistics(machine.statisticsLayout());
                estimator.add(block, new Share(DrawKey.of(3, step, 1), step, 50, 2), statistics);
                double value = statistics.values()[bias.offset()];
                sums[0] += value / 400;
                sums[1] += value * value / 400;
            }
            squares[f] = sums[1] - sums[0] * sums[0];
        }
        assertTrue(squares[1] < 0.5 * squares[0], Arrays.toString(squares));
    }

    /** At the end of mean field the means do not matter to first order: the gradient of the bound is that at fixed means. */
    @Test
    void meanFieldsDataPhaseIsTheGradientOfItsBound() {
        List<Machine> machines = new ArrayList<>(DeepMachines.all());
        machines.remove(machines.size() - 1);
        for (Machine machine : machines) {
            Parameters parameters = TinyMachines.random(machine, 0.5 * DeepMachines.deviation(machine), 92);
            float low = (float) machine.layer(0).type().lowest();
            float[][] rows = machine.layer(0).size() == 4
                    ? data(machine)
                    : new float[][] {{1, low, 1}, {low, low, 1}, {1, 1, 1}};
            DataPhaseAlone data = new DataPhaseAlone(
                    machine, StatisticsForm.HIDDEN_PROBABILITIES, Kernels.elementwise(), Kernels.batchProducts());
            data.settleBy(Equilibrium.of(DataPhaseKind.MEAN_FIELD, 200, TemperatureSchedule.NONE));
            data.load(parameters.values(), 0);
            Statistics statistics = new Statistics(machine.statisticsLayout());
            data.add(
                    RowBlock.pack(Encoding.FLOATS, rows[0].length, rows),
                    new Share(DrawKey.of(1, 0, 1), 0, 3, 1),
                    statistics);
            for (int i = 0; i < parameters.values().length; i++) {
                assertEquals(
                        difference(machine, parameters, rows, i),
                        statistics.values()[i],
                        2e-4,
                        machine.layers() + ", parameter " + i);
            }
        }
    }

    private static double difference(Machine machine, Parameters parameters, float[][] rows, int parameter) {
        double[] ends = new double[2];
        Parameters[] moved = {parameters.copy(), parameters.copy()};
        moved[0].values()[parameter] -= 1f / 256;
        moved[1].values()[parameter] += 1f / 256;
        for (int end = 0; end < 2; end++) {
            for (float[] row : rows) {
                double[] v = new double[row.length];
                for (int i = 0; i < v.length; i++) {
                    v[i] = row[i];
                }
                double[][] m = MeanFieldTwin.means(machine, parameters, v, 200);
                MeanFieldTwin.settle(machine, moved[end], m, 200);
                ends[end] += MeanFieldTwin.bound(machine, moved[end], m);
            }
        }
        return (ends[1] - ends[0]) / ((double) moved[1].values()[parameter] - moved[0].values()[parameter]);
    }
}
