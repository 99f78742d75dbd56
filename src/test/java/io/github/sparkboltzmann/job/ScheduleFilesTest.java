package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.store.DatedRuns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The ready files in {@code submit/schedule/} name jobs, settings, paths and variables that exist, and heed the success marker. */
class ScheduleFilesTest {
    private static final Path SCHEDULE = Path.of("submit/schedule");
    private static final List<String> SCRIPTS = List.of("standalone", "yarn", "kubernetes");

    @TempDir
    private Path folder;

    private static String text(String name) throws IOException {
        return Files.readString(SCHEDULE.resolve(name));
    }

    private static List<String> lines(String name) throws IOException {
        return text(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** Runs a script with a {@code boltzmann} beside it that notes its arguments, and leaves the marker or does not. */
    private int run(String script, boolean finishes) throws Exception {
        Path copy = Files.createDirectories(folder.resolve("submit/schedule"));
        for (String name : List.of(script, "finished")) {
            Files.copy(
                    SCHEDULE.resolve(name),
                    copy.resolve(name),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        String marker = folder + "/root/" + DatedRuns.FOLDER + "/2026-01-31/" + DatedRuns.SUCCESS;
        Path boltzmann = folder.resolve("submit/boltzmann");
        Files.writeString(
                boltzmann,
                "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\" > '" + folder + "/arguments'\n"
                        + (finishes ? "mkdir -p \"$(dirname '" + marker + "')\"; touch '" + marker + "'\n" : ""));
        assertTrue(boltzmann.toFile().setExecutable(true));
        ProcessBuilder builder = new ProcessBuilder(copy.resolve(script).toString(), "2026-01-31")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("BOLTZMANN_ROOT", "file://" + folder + "/root");
        Process process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the script did not end");
        return process.exitValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
    void aScriptStartsAJobThatThereIsAndFailsWithoutTheMarker(String script) throws Exception {
        assertEquals(1, run(script, false), "the job ended with 0, but there is no marker");
        String said = Files.readString(folder.resolve("output"));
        assertTrue(said.contains("the run of 2026-01-31 is not finished"), said);
        assertEquals(0, run(script, true), said);
        List<String> all = Files.readAllLines(folder.resolve("arguments"));
        JobConfig config = settings(all.subList(all.indexOf("retrain"), all.size()));
        assertEquals("file://" + folder + "/root", config.text("root"));
        assertEquals("2026-01-31", config.text("date"));
        if (!script.equals("standalone")) {
            assertTrue(config.text("data.path").endsWith("/data/{date}.parquet"), config.text("data.path"));
        }
    }

    /** What a job's arguments come to; settings that there are not are refused. */
    private static JobConfig settings(List<String> arguments) {
        assertEquals("retrain", arguments.get(0));
        JobConfig config = JobConfig.load("retrain", null, arguments.subList(1, arguments.size()));
        new RetrainSettings(config, java.time.InstantSource.system());
        return config;
    }

    @Test
    void theOperatorsFileHasTheFieldsOfItsSchemaAndStartsAJobThatThereIs() throws Exception {
        Map<?, ?> root =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(text("scheduled-spark-application.yaml"));
        Map<String, Object> fields = new LinkedHashMap<>();
        flatten("", root, fields);
        Map<String, String> schema = schema();
        List<String> problems = new ArrayList<>();
        fields.forEach((path, value) -> {
            String general = path.replaceAll("(arguments|sparkConf|hadoopConf)\\..*", "$1.*");
            String type = schema.getOrDefault("!" + general, schema.getOrDefault(general, "no field"));
            boolean fits =
                    switch (type) {
                        case "string" -> value instanceof String;
                        case "integer" -> value instanceof Integer;
                        case "boolean" -> value instanceof Boolean;
                        default -> List.of(type.split("\\|")).contains(value);
                    };
            if (!fits) {
                problems.add(path + " = " + value + ", expected " + type);
            }
        });
        schema.keySet().stream()
                .filter(path -> path.startsWith("!") && !fields.containsKey(path.substring(1)))
                .forEach(path -> problems.add(path.substring(1) + " is missing"));
        assertEquals(List.of(), problems);

        Map<?, ?> template = (Map<?, ?>) ((Map<?, ?>) root.get("spec")).get("template");
        assertEquals(Main.class.getName(), template.get("mainClass"));
        List<String> arguments = new ArrayList<>();
        ((List<?>) template.get("arguments")).forEach(argument -> arguments.add((String) argument));
        settings(arguments);
        String pom = Files.readString(Path.of("pom.xml"));
        assertTrue(
                pom.contains("<spark.version>" + template.get("sparkVersion") + "</spark.version>"),
                "the version of Spark is that of the build");
        String version = find("<version>([^<]+)</version>", pom).get(0);
        assertTrue(
                ((String) template.get("mainApplicationFile")).endsWith("/spark-boltzmann-" + version + "-job.jar"),
                "the jar is that of the build");
    }

    private static void flatten(String path, Object node, Map<String, Object> fields) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> flatten(path.isEmpty() ? "" + key : path + "." + key, value, fields));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                flatten(path + "." + i, list.get(i), fields);
            }
        } else {
            fields.put(path, node);
        }
    }

    private Map<String, String> schema() throws IOException {
        Map<String, String> schema = new TreeMap<>();
        try (InputStream in = getClass().getResourceAsStream("scheduled-spark-application.fields")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> schema.put(line.split(" ")[0], line.split(" ")[1]));
        }
        return schema;
    }

    private static List<String> find(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void variablesThatFilesSetAreReadByAScript() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String script : SCRIPTS) {
            read.addAll(find("\\$\\{(BOLTZMANN_[A-Z_]+):-", text(script)));
        }
        // Where the crontab finds the script, and puts its output.
        read.addAll(List.of("BOLTZMANN_HOME", "BOLTZMANN_LOG"));
        for (String name : List.of("boltzmann.cron", "boltzmann.service", "airflow_dag.py")) {
            List<String> set = find("(?m)^(?:Environment=|\\s+\")?(BOLTZMANN_[A-Z_]+)", text(name));
            assertTrue(set.size() >= 2, name + " sets " + set);
            assertTrue(read.containsAll(set), name + " sets " + set + ", but scripts read " + read);
        }
    }

    @Test
    void pathsThatFilesNameExist() throws IOException {
        try (Stream<Path> files = Files.list(SCHEDULE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String path : find("((?:submit|conf)/[a-z_./-]*[a-z])", Files.readString(file))) {
                    assertTrue(Files.exists(Path.of(path)), file + " names " + path);
                }
            }
        }
        for (String script : SCRIPTS) {
            assertTrue(Files.isExecutable(SCHEDULE.resolve(script)), script);
        }
    }

    @Test
    void crontabAndUnitsAreWellFormed() throws IOException {
        List<String> cron = lines("boltzmann.cron");
        assertEquals(
                1,
                cron.stream()
                        .filter(line -> line.matches("([0-9*,/-]+ ){5}\".*/standalone\" .*"))
                        .count());
        assertTrue(cron.stream().allMatch(line -> line.matches("[A-Z_]+=\\S+|([0-9*,/-]+ ){5}.*")), cron.toString());
        for (String unit : List.of("boltzmann.service", "boltzmann.timer")) {
            for (String line : lines(unit)) {
                assertTrue(line.matches("\\[(Unit|Service|Timer|Install)\\]|[A-Z][A-Za-z]+=.+"), unit + ": " + line);
            }
        }
        assertTrue(lines("boltzmann.timer").contains("Unit=boltzmann.service"));
        assertTrue(lines("boltzmann.service").contains("Type=oneshot"));
    }
}
