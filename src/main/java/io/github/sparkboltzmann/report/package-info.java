/**
 * Plots, filters, samples and metrics as files, from plain results.
 *
 * <p>What may enter: drawing and writing for people. Imports {@code evaluate}, {@code train}, {@code model}.
 */
package io.github.sparkboltzmann.report;
