package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A training on a real cluster that loses an executor; the one fault that every build tries. */
class ClusterIT {
    @Test
    void aTrainingWhoseExecutorIsKilledGivesTheBytesOfOneInAProcess() throws Exception {
        Path folder = Children.folder(ClusterIT.class);
        Rows.csv(folder.resolve("rows.csv"), 500, 1);
        List<String> train =
                List.of("train", "data.path=rows.csv", "rbm.modelPhase=pcd", "rbm.numHidden=30", "rbm.maxIter=8");
        try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"), 1);
                Children children = new Children(folder)) {
            Submission killed = start(children, folder, "killed", cluster.url(), train);
            killed.await("epoch 3/8");
            cluster.killExecutor(1);
            assertEquals(0, killed.exitCode(), killed::errors);
            assertTrue(killed.errors().contains("Lost executor"), killed::errors);
            Submission local = start(children, folder, "local", "local[2]", train);
            assertEquals(0, local.exitCode(), local::errors);
        }
        Machines.in(folder.resolve("local/model").toString())
                .requireSame(folder.resolve("killed/model").toString());
    }

    private static Submission start(Children children, Path folder, String name, String master, List<String> train)
            throws Exception {
        List<String> arguments = new ArrayList<>(Submission.spark(master));
        arguments.addAll(train);
        arguments.addAll(List.of("pictures=false", "output=" + folder.resolve(name)));
        return Submission.start(children, folder, name, arguments);
    }
}
