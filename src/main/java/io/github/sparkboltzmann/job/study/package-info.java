/**
 * Studies: what the project claims, as programs that anyone can run and that say which claims hold.
 *
 * <p>What may enter: studies, and the frame that runs them: their data, claims, table and JSON. Imports any room.
 */
package io.github.sparkboltzmann.job.study;
