/**
 * A training as a run of an MLflow tracking server: settings, measurements, alarms and end.
 *
 * <p>What may enter: what is said to the server, and when. Belongs to the room {@code report} and imports what that may. Of all classes
 * {@code MlflowServer} alone knows MLflow's types, which the job jar does not carry; {@link
 * io.github.sparkboltzmann.report.tracking.MlflowRun} is the door.
 */
package io.github.sparkboltzmann.report.tracking;
