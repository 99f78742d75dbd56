/**
 * What a machine is worth on given rows: reconstruction error, free energy, pseudo-likelihood, and log Z by annealing. Returns plain results.
 *
 * <p>What may enter: measures, never files or pictures. Imports {@code sample}, {@code model}, {@code math}.
 */
package io.github.sparkboltzmann.evaluate;
