/**
 * The study of general Boltzmann machines: the sampler against exact distributions, problems of 1985 and 1986, the physics, and what a sweep costs. Parts share one
 * {@code StudyContext}; {@code nltcs} and {@code digits} need data and are left out without.
 */
package io.github.sparkboltzmann.job.study.general;
