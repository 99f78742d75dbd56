/**
 * Layers, couplings, unit types, parameters, energy and free energy; one factory for each machine.
 *
 * <p>What may enter: what a machine is, not how it is trained or sampled. Imports {@code math}.
 */
package io.github.sparkboltzmann.model;
