/**
 * The benchmark: kernels, training, scoring and quality, each beside what it is measured against, in one table.
 *
 * <p>What may enter: timing loops, the processes of peers, and the table. Belongs to the room {@code job} and imports any room.
 * {@link io.github.sparkboltzmann.job.benchmark.Benchmark} is the door.
 */
package io.github.sparkboltzmann.job.benchmark;
