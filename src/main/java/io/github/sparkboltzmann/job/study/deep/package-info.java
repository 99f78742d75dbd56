/** Study {@code deep}: deep Boltzmann machines, belief networks, deep restricted networks. */
package io.github.sparkboltzmann.job.study.deep;
