/**
 * Models and checkpoints as files: safetensors beside a manifest, through Hadoop's FileSystem, whole or not at all.
 *
 * <p>What may enter: formats and atomic writes. No RDD. Imports {@code train}, {@code optimize}, {@code model}, {@code math}.
 */
package io.github.sparkboltzmann.store;
