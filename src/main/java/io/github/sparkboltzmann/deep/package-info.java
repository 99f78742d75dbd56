/**
 * What several machines make together: deep machines composed of pretrained steps, samples of belief networks, and the weights of a perceptron.
 *
 * <p>What may enter: what takes the machines of a stack and gives plain results. Imports {@code train} and what it may import.
 */
package io.github.sparkboltzmann.deep;
