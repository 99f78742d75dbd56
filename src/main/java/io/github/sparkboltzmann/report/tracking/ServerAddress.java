package io.github.sparkboltzmann.report.tracking;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a tracking server is: {@code http://host:5000}, or https. It holds no secret, so that it may be printed. */
final class ServerAddress {
    private static final String EXPECTED =
            "The address of an MLflow tracking server should be http://host:port or https://host:port, ";

    private ServerAddress() {}

    /**
     * @return the address without a slash at its end
     * @throws IllegalArgumentException for anything else, or for one with a user or password in it, which is not repeated
     */
    static String of(String given) {
        if (given.contains("@")) {
            throw new IllegalArgumentException(
                    EXPECTED + "but this one has a user or password in it, which logs would show; give them in the"
                            + " environment variables MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or"
                            + " MLFLOW_TRACKING_TOKEN, instead.");
        }
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(EXPECTED + "but is '" + given + "'.", e);
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getRawAuthority() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(EXPECTED + "but is '" + given + "'.");
        }
        return given.replaceAll("/+$", "");
    }
}
