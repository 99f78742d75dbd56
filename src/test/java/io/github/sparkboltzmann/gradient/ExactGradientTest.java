package io.github.sparkboltzmann.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.Enumeration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The exact gradient against finite differences of the exact mean log-likelihood. */
class ExactGradientTest {
    private static final float H = 1f / 256;

    @Test
    void equalsFiniteDifferencesOfTheLogLikelihood() {
        Machine[] machines = {
            TinyMachines.restricted(), TinyMachines.twoVisibleLayers(), TinyMachines.deep(), TinyMachines.general()
        };
        for (Machine machine : machines) {
            Parameters parameters = TinyMachines.random(machine, 0.8, 11);
            double[][][] rows = randomRows(machine, 5);
            double[] gradient = ExactGradient.of(machine, parameters, rows);
            for (Block block : machine.layout().blocks()) {
                for (int i = 0; i < block.rows(); i++) {
                    for (int j = 0; j < block.columns(); j++) {
                        int index = block.offset() + i * block.columns() + j;
                        int mirror = mirrorOf(machine, block, i, j);
                        double difference = (shifted(machine, parameters, rows, index, mirror, H)
                                        - shifted(machine, parameters, rows, index, mirror, -H))
                                / (2 * H);
                        double expected = mirror == index && isLateral(machine, block) ? 0 : difference;
                        assertEquals(expected, gradient[index], 2e-5, block.name() + "[" + i + ", " + j + "]");
                    }
                }
            }
        }
    }

    /** A lateral pair has one weight, stored twice. */
    private static int mirrorOf(Machine machine, Block block, int i, int j) {
        return block.offset() + (isLateral(machine, block) ? j * block.columns() + i : i * block.columns() + j);
    }

    private static boolean isLateral(Machine machine, Block block) {
        for (int c = 0; c < machine.couplings().size(); c++) {
            if (machine.weights(c).offset() == block.offset()) {
                return machine.couplings().get(c).isLateral();
            }
        }
        return false;
    }

    private static double shifted(
            Machine machine, Parameters parameters, double[][][] rows, int index, int mirror, float by) {
        Parameters moved = parameters.copy();
        moved.values()[index] = parameters.values()[index] + by;
        moved.values()[mirror] = parameters.values()[mirror] + by;
        Enumeration all = Enumeration.of(machine, moved, 1);
        double sum = 0;
        for (double[][] row : rows) {
            sum += all.logProbabilityOfVisible(row);
        }
        return sum / rows.length;
    }

    private static double[][][] randomRows(Machine machine, int count) {
        Random random = new Random(2);
        double[][][] rows = new double[count][machine.layerCount()][];
        for (double[][] row : rows) {
            for (int layer : machine.layers(true)) {
                row[layer] = random.doubles(machine.layer(layer).size())
                        .map(u -> u < 0.5 ? 0 : 1)
                        .toArray();
            }
        }
        return rows;
    }
}
