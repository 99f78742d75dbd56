package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a long training, and one of more rows than memory, hold on the driver and the executors. */
@Tag("cluster")
class MemoryIT {
    private static final int IMAGES = 40_000;
    private static final int SIDE = 28;

    private static Path folder;
    private static StandaloneCluster cluster;
    private static Children children;

    @BeforeAll
    static void start() throws Exception {
        folder = Children.folder(MemoryIT.class);
        cluster = new StandaloneCluster(folder.resolve("cluster"), 1);
        children = new Children(folder);
    }

    @AfterAll
    static void stop() {
        children.close();
        cluster.close();
    }

    @Test
    void aThousandUpdatesLeaveNothingBehind() throws Exception {
        int port = Ports.free();
        Training training =
                new Training(folder, children, "rbm.numHidden=500", "rbm.maxIter=210", "rbm.monitorEvery=10");
        Submission run = training.start("long", Submission.spark(cluster.url(), web(port)));
        run.await("epoch 10/");
        StorageUse early = StorageUse.at(port);
        run.await("epoch 200/");
        StorageUse late = StorageUse.at(port);
        run.kill();
        // 950 updates lie between: a tenth of their broadcasts left behind would show.
        long broadcast = 4L * 64 * 500;
        assertTrue(late.memory() - early.memory() < 95 * broadcast, () -> early + "; later " + late);
        assertEquals(early.blocks(), late.blocks());
    }

    private static String[] web(int port) {
        return new String[] {"--conf", "spark.ui.enabled=true", "--conf", "spark.ui.port=" + port};
    }

    @Test
    void moreRowsThanMemoryTrainFromDiskWithTheSameBytes() throws Exception {
        images(folder.resolve("images-idx3-ubyte"));
        int port = Ports.free();
        List<String> small = new ArrayList<>(Submission.spark(cluster.url(), web(port)));
        small.addAll(List.of("--executor-memory", "512m", "--conf", "spark.memory.fraction=0.05"));
        Submission run = Submission.start(children, folder, "small", train("small", small));
        run.await("epoch 1/");
        StorageUse use = StorageUse.at(port);
        assertTrue(use.disk() > (long) IMAGES * SIDE * SIDE / 4, use::toString);
        assertEquals(0, run.exitCode(), run::errors);
        Submission local = Submission.start(children, folder, "large", train("large", Submission.spark("local[2]")));
        assertEquals(0, local.exitCode(), local::errors);
        Machines.in(folder.resolve("large/model").toString())
                .requireSame(folder.resolve("small/model").toString());
    }

    private static List<String> train(String name, List<String> spark) {
        List<String> all = new ArrayList<>(spark);
        all.addAll(List.of(
                "train",
                "data.path=" + folder.resolve("images-idx3-ubyte"),
                "validation.fraction=0",
                "rbm.numHidden=20",
                "rbm.batchSize=2000",
                "rbm.maxIter=2",
                "rbm.likelihood=none",
                "pictures=false",
                "output=" + folder.resolve(name)));
        return all;
    }

    private static void images(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int number : new int[] {0x0803, IMAGES, SIDE, SIDE}) {
                out.writeInt(number);
            }
            byte[] image = new byte[SIDE * SIDE];
            Random random = new Random(1);
            for (int i = 0; i < IMAGES; i++) {
                random.nextBytes(image);
                out.write(image);
            }
        }
    }
}
