/**
 * Batches of states, their packed encodings, Gibbs sweeps, clamping and the enumeration of tiny machines.
 *
 * <p>What may enter: anything that draws or lists states of a machine. Imports {@code model}, {@code math}.
 */
package io.github.sparkboltzmann.sample;
