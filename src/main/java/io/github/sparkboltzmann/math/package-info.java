/**
 * Flat-array kernels: matrix product, sigmoid, softplus, log-sum-exp, exact sums and keyed random draws.
 *
 * <p>What may enter: functions of numbers and arrays. No word of a machine, a layer or a row of data. Imports no other room.
 */
package io.github.sparkboltzmann.math;
