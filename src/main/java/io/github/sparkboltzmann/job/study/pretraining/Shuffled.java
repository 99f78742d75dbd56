package io.github.sparkboltzmann.job.study.pretraining;

import io.github.sparkboltzmann.math.Hash;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.store.StoredModel;

/**
 * A control: a trained machine whose hidden units each keep their bias and their weights, but have the weights at random pixels.
 *
 * <p>Its weights have the sizes, and its units the norms, that training gave them; all that is lost is which pixels belong together. {@code W[visible, hidden]},
 * each column shuffled by itself (Fisher and Yates), from the seed alone.
 */
final class Shuffled {
    private Shuffled() {}

    static StoredModel of(StoredModel trained, long seed) {
        Parameters parameters = trained.parameters().copy();
        Block weights = trained.machine().weights(0);
        shuffleColumns(parameters.values(), weights.offset(), weights.rows(), weights.columns(), seed);
        return new StoredModel(trained.machine(), parameters, trained.scaling(), trained.settings(), trained.data());
    }

    static void shuffleColumns(float[] values, int offset, int rows, int columns, long seed) {
        for (int column = 0; column < columns; column++) {
            long key = Hash.mix(seed, column);
            for (int i = rows - 1; i > 0; i--) {
                int j = (int) Long.remainderUnsigned(Hash.mix(key, i), i + 1);
                int a = offset + i * columns + column;
                int b = offset + j * columns + column;
                float held = values[a];
                values[a] = values[b];
                values[b] = held;
            }
        }
    }
}
