package io.github.sparkboltzmann.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one job jar on each version of Spark: the same bytes, and models of each read by all. */
@Tag("cluster")
class VersionsIT {
    private static final Map<String, SparkHome> HOMES = new LinkedHashMap<>();

    private static Path folder;
    private static Children children;

    @BeforeAll
    static void start() throws Exception {
        folder = Children.folder(VersionsIT.class);
        children = new Children(folder);
        Rows.csv(folder.resolve("rows.csv"), 500, 1);
        HOMES.put("built", SparkHome.BUILT);
        for (String version : SparkHome.OTHERS) {
            HOMES.put(version, SparkHome.of(version));
        }
    }

    @AfterAll
    static void stop() {
        children.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine=rbm rbm.modelPhase=pcd rbm.numHidden=30", "machine=dbn deep.hiddenLayers=[20,10]"})
    void modelsAreTheSameAndAreReadByAll(String machine) throws Exception {
        String name = machine.substring("machine=".length(), machine.indexOf(' '));
        for (String writer : HOMES.keySet()) {
            List<String> train = new ArrayList<>(List.of("train", "data.path=rows.csv", "rbm.maxIter=3"));
            train.addAll(Arrays.asList(machine.split(" ")));
            train.addAll(List.of("rbm.likelihood=none", "pictures=false", "output=" + name + writer));
            run(name + writer, writer, train);
        }
        JsonNode expected = null;
        for (String writer : HOMES.keySet()) {
            for (String reader : HOMES.keySet()) {
                JsonNode read = evaluated(name + writer, reader);
                expected = expected == null ? read : expected;
                assertEquals(expected, read, "a model of " + writer + " read by " + reader);
            }
        }
        for (String writer : SparkHome.OTHERS) {
            sameBytes(name, writer);
        }
    }

    private static void sameBytes(String name, String writer) throws IOException {
        if (name.equals("rbm")) {
            Machines.in(folder.resolve(name + "built/model").toString())
                    .requireSame(folder.resolve(name + writer + "/model").toString());
        }
    }

    private static JsonNode evaluated(String model, String reader) throws Exception {
        String name = model + "-by-" + reader;
        run(
                name,
                reader,
                List.of(
                        "evaluate",
                        "model=" + model + "/model",
                        "data.path=rows.csv",
                        "likelihood=none",
                        "output=" + name));
        return new ObjectMapper()
                .readTree(folder.resolve(name).resolve("evaluation.json").toFile());
    }

    private static void run(String name, String version, List<String> job) throws Exception {
        List<String> all = new ArrayList<>(Submission.spark("local[2]"));
        all.addAll(job);
        Submission run = Submission.start(children, folder, name, HOMES.get(version), all);
        assertEquals(0, run.exitCode(), run::errors);
    }
}
