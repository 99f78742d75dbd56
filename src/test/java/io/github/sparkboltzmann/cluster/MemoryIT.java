package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a long training, and one of more rows than memory, hold on the driver and the executors. */
@Tag("cluster")
class MemoryIT {
    private static final int IMAGES = 40_000;
    private static final int SIDE = 28;
    private static final int WIDE = 10_000;

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
        Training training =
                new Training(folder, children, "rbm.numHidden=1000", "rbm.maxIter=230", "rbm.monitorEvery=10");
        // Spark itself remembers jobs for its pages.
        Submission run = training.start(
                "long",
                Submission.spark(
                        cluster.url(),
                        "--conf",
                        "spark.ui.retainedJobs=10",
                        "--conf",
                        "spark.ui.retainedStages=10",
                        "--conf",
                        "spark.ui.retainedTasks=100"));
        run.await("epoch 20/");
        long[] early = held(run);
        run.await("epoch 220/");
        long[] late = held(run);
        run.kill();
        // 1,000 updates lie between: a twentieth of their broadcasts, or of their statistics, left behind would show.
        long broadcast = 4L * 64 * 1000;
        for (int i = 0; i < early.length; i++) {
            assertTrue(
                    late[i] - early[i] < 50 * broadcast,
                    () -> "driver, executors: " + Arrays.toString(early) + " bytes; later " + Arrays.toString(late));
        }
        Files.writeString(
                folder.resolve("held"),
                Arrays.toString(early) + " after 100 updates, " + Arrays.toString(late) + " after 1,100");
    }

    private static long[] held(Submission run) throws Exception {
        return new long[] {
            LiveHeap.bytes(run.driver()),
            LiveHeap.bytes(cluster.executor(0).orElseThrow()),
            LiveHeap.bytes(cluster.executor(1).orElseThrow())
        };
    }

    /** What it asks for is enough; with less it is refused. */
    @Test
    void aMachineOfAHundredMillionWeightsTrainsWithTheMemoryThatIsAskedFor() throws Exception {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        assumeTrue(memory > 14L << 30, "needs a machine of 14 GB");
        sparse(folder.resolve("wide.libsvm"));
        Submission refused = wide("refused", "2g");
        assertEquals(1, refused.exitCode(), refused::errors);
        Matcher asked = Pattern.compile("give it --driver-memory ([0-9]+m)").matcher(refused.errors());
        assertTrue(asked.find(), refused::errors);
        Submission run = wide("wide", asked.group(1));
        assertEquals(0, run.exitCode(), run::errors);
        assertTrue(Files.size(folder.resolve("wide/model/parameters.safetensors")) > 4L * WIDE * WIDE);
    }

    private static Submission wide(String name, String memory) throws IOException {
        return Submission.start(
                children,
                folder,
                name,
                List.of(
                        "--master",
                        "local[2]",
                        "--driver-memory",
                        memory,
                        "train",
                        "data.path=wide.libsvm",
                        "rbm.numHidden=" + WIDE,
                        "rbm.maxIter=1",
                        "rbm.likelihood=none",
                        "pictures=false",
                        "output=" + name));
    }

    /** Rows of a few ones, the last of which is always on. */
    private static void sparse(Path file) throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 400; row++) {
            text.append('0');
            for (int on = 1 + random.nextInt(100); on < WIDE; on += 1 + random.nextInt(100)) {
                text.append(' ').append(on).append(":1");
            }
            text.append(' ').append(WIDE).append(":1\n");
        }
        Files.writeString(file, text);
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
        run.await(" features ");
        long disk = mostOnDisk(run, port, (long) IMAGES * SIDE * SIDE / 4);
        assertTrue(disk > (long) IMAGES * SIDE * SIDE / 4, () -> disk + " bytes on disk");
        assertEquals(0, run.exitCode(), run::errors);
        Submission local = Submission.start(children, folder, "large", train("large", Submission.spark("local[2]")));
        assertEquals(0, local.exitCode(), local::errors);
        Machines.in(folder.resolve("large/model").toString())
                .requireSame(folder.resolve("small/model").toString());
    }

    /** The most that was seen on disk until it was enough, or the run was over: Spark's pages lag behind. */
    private static long mostOnDisk(Submission run, int port, long enough) throws InterruptedException {
        long most = 0;
        while (most <= enough && run.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(100);
            try {
                most = Math.max(most, disk(port));
            } catch (IOException e) {
                // The pages are not there yet, or no longer.
                continue;
            }
        }
        return most;
    }

    /** Bytes of blocks that the executors hold on disk, as Spark's REST API says. */
    private static long disk(int port) throws IOException {
        String applications = "http://127.0.0.1:" + port + "/api/v1/applications";
        String id = get(applications).path(0).path("id").asText();
        long disk = 0;
        for (JsonNode executor : get(applications + "/" + id + "/executors")) {
            disk += executor.path("diskUsed").asLong();
        }
        return disk;
    }

    private static JsonNode get(String address) throws IOException {
        try (InputStream json = URI.create(address).toURL().openStream()) {
            return new ObjectMapper().readTree(json);
        }
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
