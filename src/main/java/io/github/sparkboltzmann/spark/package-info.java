/**
 * The only room that knows RDDs: packed blocks of rows, and the distributed {@code GradientSource}.
 *
 * <p>What may enter: closures, broadcasts, aggregations; the arithmetic stays upstairs. Imports {@code store} and all that
 * pure Java offers.
 */
package io.github.sparkboltzmann.spark;
