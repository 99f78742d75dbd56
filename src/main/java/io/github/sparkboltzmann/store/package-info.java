/**
 * Models and checkpoints as files: safetensors beside a manifest, through Hadoop's FileSystem, whole or not at all; published models, and the
 * lock, dates and retention of runs that a scheduler starts.
 *
 * <p>What may enter: formats and atomic writes. No RDD. Imports {@code train}, {@code optimize}, {@code model}, {@code math}.
 */
package io.github.sparkboltzmann.store;
