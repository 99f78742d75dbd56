/**
 * The training loop over a {@code GradientSource}, its configuration, its history, what a checkpoint holds, and the in-process source.
 *
 * <p>What may enter: what holds for every machine and every cluster. Imports {@code gradient}, {@code optimize}, {@code evaluate},
 * {@code sample}, {@code model}, {@code math}.
 */
package io.github.sparkboltzmann.train;
