/**
 * Thin command-line mains: configuration to data to estimator to evaluation to report.
 *
 * <p>What may enter: wiring and messages. Imports any room.
 */
package io.github.sparkboltzmann.job;
