package io.github.sparkboltzmann.report.tracking;

import java.util.concurrent.TimeUnit;

/** A process with a run that it does not come to the end of: the server's address is its argument. */
final class KilledTraining {
    private KilledTraining() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (MlflowRun run = MlflowRun.at(arguments[0]).begin()) {
            System.out.println("begun " + run.id());
            TimeUnit.MINUTES.sleep(1);
            run.finish();
        }
    }
}
