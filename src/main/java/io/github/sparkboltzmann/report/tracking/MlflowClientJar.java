package io.github.sparkboltzmann.report.tracking;

/** MLflow's client, which the job jar does not carry: 8.6 MB that few trainings need. */
final class MlflowClientJar {
    /** As {@code --packages} of spark-submit and a build name it. */
    static final String COORDINATES = "org.mlflow:mlflow-client:2.17.2";

    private MlflowClientJar() {}

    /** @throws IllegalStateException if the loader does not have it; the sentence says what to do */
    static void require(ClassLoader loader) {
        try {
            Class.forName("org.mlflow.tracking.MlflowClient", false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "MLflow's client is not on the class path; add the option --packages " + COORDINATES
                            + " before the job's name, or that dependency to the application.",
                    e);
        }
    }
}
