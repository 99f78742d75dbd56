/**
 * Study {@code pretraining}: what a linear classifier gains from features that a restricted machine learnt without labels. Data and settings, the four
 * inputs of the classifier, Spark's classifiers, and the numbers with their intervals.
 */
package io.github.sparkboltzmann.job.study.pretraining;
