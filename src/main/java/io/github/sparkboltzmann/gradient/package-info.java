/**
 * Statistics and the two phases that fill them: the data phase and the model phase.
 *
 * <p>What may enter: estimators of the log-likelihood's gradient, as sums over rows. Imports {@code sample}, {@code model}, {@code math}.
 */
package io.github.sparkboltzmann.gradient;
