/**
 * From a gradient to new parameters: schedules, momentum, weight decay and centring.
 *
 * <p>What may enter: update rules that know blocks of parameters and nothing of rows. Imports {@code gradient}, {@code model}, {@code math}.
 */
package io.github.sparkboltzmann.optimize;
