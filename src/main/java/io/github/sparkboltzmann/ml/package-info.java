/**
 * The facade: Spark ML estimators, models and their params.
 *
 * <p>What may enter: params, columns and persistence; {@code fit} and {@code transform} read as a paragraph. Imports {@code spark},
 * {@code data} and what {@code spark} may.
 */
package io.github.sparkboltzmann.ml;
