/**
 * Readers (IDX, CSV, LIBSVM, Parquet and other tables), built-in sets and splits, each giving a {@code Dataset<Row>}.
 *
 * <p>What may enter: formats, and the sentences that refuse bad input. No scaling and no binarisation. Imports {@code math}.
 * {@link io.github.sparkboltzmann.data.DataReader} is the door.
 */
package io.github.sparkboltzmann.data;
