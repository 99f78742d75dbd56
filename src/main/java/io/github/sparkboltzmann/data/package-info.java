/**
 * Readers (IDX, CSV, LIBSVM, Parquet) and built-in sets, each giving a {@code Dataset<Row>}.
 *
 * <p>What may enter: formats, and the sentences that refuse bad input. Imports {@code math}.
 */
package io.github.sparkboltzmann.data;
