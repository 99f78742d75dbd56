package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestRows;
import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMClassifier;
import io.github.sparkboltzmann.ml.RBMModel;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Estimators fitted through a real server of Spark Connect, started with the job jar as any server is with {@code --jars}. */
@Tag("cluster")
class ConnectIT {
    private static final StructType ROWS =
            new StructType().add("features", SQLDataTypes.VectorType()).add("label", "double");

    private static Path folder;
    private static Children children;
    private static SparkHome spark;
    private static Dataset<Row> table;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        folder = Children.folder(ConnectIT.class);
        children = new Children(folder);
        spark = SparkHome.of("4.0");
        List<Row> rows = new ArrayList<>();
        for (float[] values : TestRows.binary(60, 12, 3)) {
            double[] features = new double[values.length];
            for (int i = 0; i < features.length; i++) {
                features[i] = values[i];
            }
            rows.add(RowFactory.create(Vectors.dense(features), features[0]));
        }
        String parquet = folder.resolve("rows.parquet").toString();
        TestSpark.session().createDataFrame(rows, ROWS).coalesce(1).write().parquet(parquet);
        table = TestSpark.session().read().parquet(parquet);
        port = Ports.free();
        serve();
    }

    private static void serve() throws Exception {
        Submission server = Submission.startCommand(
                children,
                folder,
                "server",
                spark,
                List.of(
                        spark.submit(),
                        "--master",
                        "local[2]",
                        "--class",
                        "org.apache.spark.sql.connect.service.SparkConnectServer",
                        "--jars",
                        jobJar(),
                        "--conf",
                        "spark.connect.grpc.binding.address=127.0.0.1",
                        "--conf",
                        "spark.connect.grpc.binding.port=" + port,
                        "spark-internal"));
        Children.await("Connect server", () -> answers() || !server.isAlive());
        assertTrue(server.isAlive(), server::errors);
    }

    private static String jobJar() throws IOException {
        try (Stream<Path> jars = Files.list(Children.BASE.resolve("target"))) {
            return jars.map(Path::toString)
                    .filter(jar -> jar.endsWith("-job.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean answers() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        children.close();
    }

    /** Fits, transforms and saves through the server. */
    private static void client(String name, Class<?> estimator, String... params) throws Exception {
        Path source = folder.resolve("ConnectClient.java");
        Files.copy(
                ConnectIT.class.getResourceAsStream("/connect/ConnectClient.java"),
                source,
                StandardCopyOption.REPLACE_EXISTING);
        List<String> arguments = new ArrayList<>(List.of(
                source.toString(),
                String.valueOf(port),
                estimator.getName(),
                folder.resolve("rows.parquet").toString(),
                folder.resolve(name + ".parquet").toString(),
                folder.resolve(name).toString()));
        arguments.addAll(List.of(params));
        Process client = children.java("client", spark.jars() + "/*", Map.of(), arguments.toArray(String[]::new));
        assertEquals(0, client.waitFor(), () -> "see client.log and server.err in " + folder);
    }

    private static List<Row> written(String name) {
        return TestSpark.session()
                .read()
                .parquet(folder.resolve(name + ".parquet").toString())
                .collectAsList();
    }

    @Test
    void aMachineFittedThroughConnectIsTheOneFittedHere() throws Exception {
        client("rbm", RBM.class, "numHidden=5", "maxIter=3", "learningRate=0.2", "seed=7L", "modelPhase=pcd");
        RBMModel here = new RBM()
                .setNumHidden(5)
                .setMaxIter(3)
                .setLearningRate(0.2)
                .setSeed(7)
                .setModelPhase("pcd")
                .fit(table);
        List<Row> expected = here.transform(table).collectAsList();
        List<Row> there = written("rbm");
        assertEquals(60, there.size());
        for (int i = 0; i < expected.size(); i++) {
            Vector features = expected.get(i).getAs(here.getOutputCol());
            assertEquals(features, there.get(i).getAs(here.getOutputCol()));
        }
        RBMModel saved = RBMModel.load(folder.resolve("rbm").toString());
        assertArrayEquals(here.weights().toArray(), saved.weights().toArray());
    }

    @Test
    void aClassifierFittedThroughConnectPredicts() throws Exception {
        client("classifier", RBMClassifier.class, "numHidden=8", "maxIter=60", "learningRate=0.5", "seed=7L");
        long right = written("classifier").stream()
                .filter(row -> row.<Double>getAs("prediction").equals(row.getAs("label")))
                .count();
        assertTrue(right > 50, right + " of 60");
    }
}
