package io.github.sparkboltzmann.report.tracking;

import java.util.Map;

/** What a run asks of its server. Each call may fail with a {@link TrackingException}, or take as long as the network does. */
interface TrackingServer extends AutoCloseable {
    /** How a run ends. */
    enum End {
        FINISHED,
        FAILED,
        KILLED
    }

    /**
     * Begins a run, in an experiment that is made where there is none of that name.
     *
     * @param name empty: the server finds one
     * @return what the server calls the run from now on
     */
    String begin(String experiment, String name, Map<String, String> tags);

    /** Adds to a run. */
    void log(String run, Batch batch);

    /** Ends a run. */
    void end(String run, End end);

    /** Ends the call that is under way, too. */
    @Override
    void close();
}
