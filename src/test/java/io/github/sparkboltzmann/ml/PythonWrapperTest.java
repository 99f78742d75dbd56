package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.junit.jupiter.api.Test;

/** Stages as PySpark and Spark Connect know them: the module that is generated from the Java classes, and those that ServiceLoader finds. */
class PythonWrapperTest {
    private static final Path MODULE = Path.of("src/main/python/sparkboltzmann/__init__.py");
    private static final Path CLASSES = Path.of("src/main/java/io/github/sparkboltzmann/ml");

    private static Map<Estimator<?>, Model<?>> estimators() {
        Map<Estimator<?>, Model<?>> all = new LinkedHashMap<>();
        all.put(new RBM(), new RBMModel());
        all.put(new RBMClassifier(), new RBMClassificationModel());
        all.put(new BoltzmannMachine(), new BoltzmannMachineModel());
        all.put(new DeepBeliefNetwork(), new DeepBeliefNetworkModel());
        all.put(new DeepBoltzmannMachine(), new DeepBoltzmannMachineModel());
        all.put(new DeepRestrictedNetwork(), new DeepRestrictedNetworkModel());
        return all;
    }

    private static List<PipelineStage> transformers() {
        return List.of(BoltzmannImputer.of(Tables.model(Tables.WIDTH, 4).stored()));
    }

    @Test
    void thePythonModuleSaysWhatTheJavaClassesSay() throws Exception {
        String generated = PythonWrapper.of(estimators(), transformers());
        if (Boolean.getBoolean("python.write")) {
            Files.createDirectories(MODULE.getParent());
            Files.writeString(MODULE, generated);
        }
        assertEquals(
                generated,
                Files.readString(MODULE),
                MODULE + " is not what the Java classes give; write it again: mvn test-compile"
                        + " surefire:test@around-spark -Dtest=PythonWrapperTest -Dpython.write=true");
    }

    /** A public stage that is in no list here would be missing in Python and in Spark Connect. */
    @Test
    void everyPublicStageIsWrapped() throws Exception {
        Set<String> wrapped = new TreeSet<>();
        estimators().forEach((estimator, model) -> {
            wrapped.add(estimator.getClass().getSimpleName());
            wrapped.add(model.getClass().getSimpleName());
        });
        transformers().forEach(stage -> wrapped.add(stage.getClass().getSimpleName()));
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(CLASSES)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (name.contains("-")) {
                    continue;
                }
                Class<?> type = Class.forName("io.github.sparkboltzmann.ml." + name);
                int modifiers = type.getModifiers();
                if (PipelineStage.class.isAssignableFrom(type)
                        && Modifier.isPublic(modifiers)
                        && !Modifier.isAbstract(modifiers)) {
                    found.add(name);
                }
            }
        }
        assertEquals(found, wrapped);
    }

    /** Spark Connect makes estimators by their uid, and loads models by the static method. */
    @Test
    void serviceLoaderFindsEveryEstimatorAndModel() throws Exception {
        Set<Class<?>> estimators = providers(Estimator.class);
        Set<Class<?>> models = providers(Transformer.class);
        assertEquals(estimators().keySet().stream().map(Object::getClass).collect(Collectors.toSet()), estimators);
        assertEquals(estimators().values().stream().map(Object::getClass).collect(Collectors.toSet()), models);
        List<Class<?>> all = new ArrayList<>(estimators);
        all.addAll(models);
        for (Class<?> type : all) {
            PipelineStage stage =
                    (PipelineStage) type.getConstructor(String.class).newInstance("named");
            assertEquals("named", stage.uid());
            assertTrue(Modifier.isStatic(type.getMethod("load", String.class).getModifiers()), type.getName());
        }
    }

    private static Set<Class<?>> providers(Class<?> kind) {
        return ServiceLoader.load(kind).stream()
                .map(provider -> (Class<?>) provider.type())
                .filter(type -> type.getName().startsWith("io.github.sparkboltzmann"))
                .collect(Collectors.toSet());
    }

    @Test
    void aModelWithoutAMachineSaysSo() {
        for (Model<?> model : estimators().values()) {
            assertEquals(model.uid(), model.toString());
            String refusal = assertThrows(IllegalStateException.class, () -> model.copy(null))
                    .getMessage();
            assertEquals(
                    "The model " + model.uid()
                            + " was made by its constructor and holds no machine; train one with fit, or load one.",
                    refusal);
        }
    }

    @Test
    void theModuleIsPlainText() throws IOException {
        assertTrue(Files.readString(MODULE).chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127));
    }
}
