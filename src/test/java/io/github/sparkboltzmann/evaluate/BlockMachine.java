package io.github.sparkboltzmann.evaluate;

import io.github.sparkboltzmann.TinyMachines;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.ExactRestricted;
import io.github.sparkboltzmann.sample.ExactSamples;

/** A large machine with an exact log Z: 50 independent machines of 15 visible and 10 hidden units side by side, 750-500 in all. */
public final class BlockMachine {
    public static final int BLOCKS = 50;
    private static final Machine SMALL = Machine.restricted(15, 10);

    public final Machine machine = Machine.restricted(15 * BLOCKS, 10 * BLOCKS);
    public final Parameters parameters = Parameters.zero(machine);
    public final double logPartitionFunction;
    public final double[] visibleMeans = new double[15 * BLOCKS];
    private final Parameters[] blocks = new Parameters[BLOCKS];

    /** @param deviation of all parameters */
    public BlockMachine(double deviation, long seed) {
        double sum = 0;
        for (int k = 0; k < BLOCKS; k++) {
            blocks[k] = TinyMachines.random(SMALL, deviation, seed + k);
            float[] small = blocks[k].values();
            double[] expectations = new double[small.length];
            sum += new ExactRestricted(SMALL).expectations(small, 1, expectations);
            float[] large = parameters.values();
            for (int i = 0; i < 15; i++) {
                for (int j = 0; j < 10; j++) {
                    large[(15 * k + i) * 10 * BLOCKS + 10 * k + j] = small[i * 10 + j];
                }
                large[machine.biases(0).offset() + 15 * k + i] =
                        small[SMALL.biases(0).offset() + i];
                visibleMeans[15 * k + i] = expectations[SMALL.biases(0).offset() + i];
            }
            for (int j = 0; j < 10; j++) {
                large[machine.biases(1).offset() + 10 * k + j] =
                        small[SMALL.biases(1).offset() + j];
            }
        }
        logPartitionFunction = sum;
    }

    /** Exact samples {@code [count, 750]}. */
    public float[] samples(int count, DrawKey key) {
        float[] samples = new float[count * 15 * BLOCKS];
        for (int k = 0; k < BLOCKS; k++) {
            float[] block = new ExactSamples(SMALL, blocks[k].values())
                    .visible(Kernels.elementwise(), count, key.partition(k), 0);
            for (int r = 0; r < count; r++) {
                System.arraycopy(block, 15 * r, samples, 15 * (BLOCKS * r + k), 15);
            }
        }
        return samples;
    }
}
