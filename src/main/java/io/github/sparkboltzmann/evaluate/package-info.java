/**
 * What a machine is worth on given rows: reconstruction error and free energy. Returns plain results.
 *
 * <p>What may enter: measures, never files or pictures. Imports {@code sample}, {@code model}, {@code math}.
 */
package io.github.sparkboltzmann.evaluate;
