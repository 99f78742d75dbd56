package io.github.sparkboltzmann.job.benchmark;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Kernels;
import java.util.List;
import java.util.function.Supplier;

/**
 * A number type of the matrix products.
 *
 * @param name as the estimator's param {@code precision} has it
 * @param products new ones of this precision
 */
record Precision(String name, Supplier<BatchProducts> products) {
    /** The one that is always there. */
    static final Precision FLOAT32 = new Precision("float32", Kernels::batchProducts);

    /** All that this process can use: one more in this list is one more in every table of kernels and trainings. */
    static List<Precision> available() {
        io.github.sparkboltzmann.math.Precision bfloat16 = io.github.sparkboltzmann.math.Precision.BFLOAT16;
        try {
            Kernels.batchProducts(bfloat16);
        } catch (io.github.sparkboltzmann.math.PrecisionException refused) {
            return List.of(FLOAT32);
        }
        return List.of(FLOAT32, new Precision(bfloat16.id(), () -> Kernels.batchProducts(bfloat16)));
    }

    /** What to add to a line's name: nothing for float32. */
    String suffix() {
        return this == FLOAT32 ? "" : ", " + name;
    }
}
