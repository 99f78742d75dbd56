package io.github.sparkboltzmann.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.TestSpark;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark ML expects of every stage; a new estimator or model is one more line in {@link #stages}. */
class StageContractTest {
    /** For params with a range, values outside it. */
    private static final Map<String, List<Object>> INVALID = Map.ofEntries(
            Map.entry("labelInference", List.of("free-energy")),
            Map.entry("labelSweeps", List.of(0)),
            Map.entry("labelBurnIn", List.of(-1)),
            Map.entry("labelTemperature", List.of(0.9, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("numClasses", List.of(-1)),
            Map.entry("generativeWeight", List.of(-0.1, 1.1, Double.NaN)),
            Map.entry("handleInvalid", List.of("keep", "")),
            Map.entry("binarize", List.of("always")),
            Map.entry("binarizeThreshold", List.of(0.0, 1.0, -0.1, Double.NaN)),
            Map.entry("numHidden", List.of(-1)),
            Map.entry("hiddenLayers", List.of(new int[0], new int[] {3, 0})),
            Map.entry("pretrainIter", List.of(-1)),
            Map.entry("pretrainLearningRate", List.of(-0.1, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("fineTuneIter", List.of(-1)),
            Map.entry("fineTuneLearningRate", List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("connections", List.of("lattice")),
            Map.entry("edges", List.of(new int[] {0, 1, 2})),
            Map.entry("dataPhase", List.of("exact")),
            Map.entry("dataSweeps", List.of(0)),
            Map.entry("annealing", List.of("2", "0@1", "2@-1")),
            Map.entry("cdSteps", List.of(0)),
            Map.entry("finalCdSteps", List.of(-1)),
            Map.entry("modelPhase", List.of("gibbs")),
            Map.entry("numTemperatures", List.of(1)),
            Map.entry("exchangeEvery", List.of(0)),
            Map.entry("fastLearningRate", List.of(-0.1, Double.NaN)),
            Map.entry("fastDecay", List.of(-0.1, 1.0, Double.NaN)),
            Map.entry("statistics", List.of("means")),
            Map.entry("batchSize", List.of(0)),
            Map.entry("numPartitions", List.of(0)),
            Map.entry("maxIter", List.of(-1)),
            Map.entry("learningRate", List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("learningRateSchedule", List.of("sine")),
            Map.entry("finalLearningRate", List.of(-0.1, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("momentum", List.of(-0.1, 1.0, Double.NaN)),
            Map.entry("finalMomentum", List.of(-0.1, 1.0, Double.NaN)),
            Map.entry("momentumSwitchEpoch", List.of(0)),
            Map.entry("regParam", List.of(-1e-3, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("l1RegParam", List.of(-1e-3, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("maxNorm", List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("sparsityTarget", List.of(-0.1, 1.0, Double.NaN)),
            Map.entry("sparsityCost", List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("sparsityDecay", List.of(-0.1, 1.0, Double.NaN)),
            Map.entry("optimizer", List.of("adagrad")),
            Map.entry("beta1", List.of(-0.1, 1.0, Double.NaN)),
            Map.entry("beta2", List.of(-0.1, 1.0, Double.NaN)),
            Map.entry("epsilon", List.of(0.0, -1.0, Double.NaN)),
            Map.entry("biasRateFactor", List.of(-1.0, Double.NaN)),
            Map.entry("averageDecay", List.of(-0.1, 1.0, Double.NaN)),
            Map.entry("initialWeightDeviation", List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("aggregationDepth", List.of(1)),
            Map.entry("storageLevel", List.of("NONE", "memory")),
            Map.entry("checkpointInterval", List.of(-2)),
            Map.entry("checkpointMinutes", List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)),
            Map.entry("checkpointsKept", List.of(0)),
            Map.entry("resume", List.of("always")),
            Map.entry("initialState", List.of("none")),
            Map.entry("strategy", List.of("median")),
            Map.entry("sweeps", List.of(0)),
            Map.entry("burnIn", List.of(-1)),
            Map.entry("scaling", List.of("standard")),
            Map.entry("scalingDivisor", List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY)));

    @TempDir
    java.nio.file.Path folder;

    static Stream<PipelineStage> stages() {
        TestSpark.session();
        return Stream.of(
                new RBM(),
                Tables.model(Tables.WIDTH, 4),
                new RBMClassifier(),
                Tables.classifier(Tables.WIDTH, 3, 4),
                new BoltzmannMachine(),
                BoltzmannMachineModel.of(Tables.model(Tables.WIDTH, 4).stored()),
                BoltzmannImputer.of(Tables.model(Tables.WIDTH, 4).stored()),
                new DeepBoltzmannMachine(),
                DeepBoltzmannMachineModel.of(Tables.model(Tables.WIDTH, 4).stored()),
                new DeepRestrictedNetwork(),
                DeepRestrictedNetworkModel.of(Tables.model(Tables.WIDTH, 4).stored()),
                new DeepBeliefNetwork(),
                belief());
    }

    private static DeepBeliefNetworkModel belief() {
        StoredModel below = Tables.model(Tables.WIDTH, 4).stored();
        StoredModel top = Tables.model(4, 3).stored();
        return new DeepBeliefNetworkModel(Identifiable.randomUID("dbn"), below, top, below, List.of());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void everyParamIsKnownExplainedAndHasADefault(PipelineStage stage) throws ReflectiveOperationException {
        int found = 0;
        for (Method method : stage.getClass().getMethods()) {
            if (Param.class.isAssignableFrom(method.getReturnType()) && method.getParameterCount() == 0) {
                Param<?> param = (Param<?>) method.invoke(stage);
                assertEquals(method.getName(), param.name());
                assertTrue(Arrays.asList(stage.params()).contains(param), param.name());
                assertEquals(stage.uid(), param.parent());
                assertTrue(param.doc().length() > 10, param.name());
                // Spark's classifiers have no thresholds unless they are given some.
                boolean optional = param.name().equals("thresholds");
                assertTrue(optional || stage.hasDefault(param), param.name() + " has no default");
                assertTrue(stage.explainParams().contains(param.name() + ": " + param.doc()), param.name());
                found++;
            }
        }
        assertEquals(found, stage.params().length);
        assertTrue(found >= 8);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void everyParamHasAGetterAndASetterThatReturnsTheStage(PipelineStage stage) throws ReflectiveOperationException {
        for (Param<?> param : stage.params()) {
            if (param.name().equals("thresholds")) {
                continue;
            }
            Object value = stage.getClass().getMethod("get" + capital(param)).invoke(stage);
            assertEquals(stage.getOrDefault(param), value, param.name());
            Method setter = setter(stage, param);
            // In Java its type is the stage's own, or a type parameter that stands for it.
            assertTrue(setter.getReturnType().isInstance(stage), param.name());
            assertSame(stage, setter.invoke(stage, value), param.name());
            assertTrue(stage.isSet(param), param.name());
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void valuesOutOfRangeAreRefusedAndChangeNothing(PipelineStage stage) throws ReflectiveOperationException {
        for (Param<?> param : stage.params()) {
            Object before = stage.get(param);
            for (Object invalid : INVALID.getOrDefault(param.name(), List.of())) {
                Method setter = setter(stage, param);
                Throwable refusal = assertThrows(
                                InvocationTargetException.class,
                                () -> setter.invoke(stage, invalid),
                                param.name() + " takes " + invalid)
                        .getCause();
                assertInstanceOf(IllegalArgumentException.class, refusal, param.name());
                assertTrue(refusal.getMessage().contains(param.name()), refusal.getMessage());
                assertEquals(before, stage.get(param));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aCopyHasTheUidTheParamsAndTheExtraOnes(PipelineStage stage) {
        Param<Object> features = param(stage, "featuresCol");
        Param<Object> output = param(stage, "outputCol");
        stage.set(features, "pixels");
        Object before = stage.getOrDefault(output);
        PipelineStage copy = stage.copy(new ParamMap().put(List.of(new ParamPair<>(output, "code"))));
        assertNotSame(stage, copy);
        assertSame(stage.getClass(), copy.getClass());
        assertEquals(stage.uid(), copy.uid());
        assertEquals("pixels", copy.getOrDefault(features));
        assertEquals("code", copy.getOrDefault(output));
        assertEquals(before, stage.getOrDefault(output));
        copy.set(features, "other");
        assertEquals("pixels", stage.getOrDefault(features));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aSavedStageComesBackWithItsUidAndParams(PipelineStage stage) throws ReflectiveOperationException, IOException {
        stage.set(param(stage, "featuresCol"), "pixels");
        stage.set(param(stage, "binarizeThreshold"), 0.25);
        String path = folder + "/stage";
        ((MLWritable) stage).save(path);
        PipelineStage back =
                (PipelineStage) stage.getClass().getMethod("load", String.class).invoke(null, path);
        assertEquals(stage.uid(), back.uid());
        assertEquals(values(stage), values(back));
        assertTrue(back.isSet(param(back, "featuresCol")) && !back.isSet(param(back, "outputCol")));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void anExistingPathIsReplacedOnlyWhereThatIsAskedFor(PipelineStage stage)
            throws ReflectiveOperationException, IOException {
        String path = folder + "/stage";
        ((MLWritable) stage).save(path);
        Object before = stage.getOrDefault(param(stage, "outputCol"));
        stage.set(param(stage, "outputCol"), "code");
        Exception refusal = assertThrows(Exception.class, () -> ((MLWritable) stage).save(path));
        assertTrue(refusal.getMessage().contains("exists"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("overwrit"), refusal.getMessage());
        Method load = stage.getClass().getMethod("load", String.class);
        PipelineStage kept = (PipelineStage) load.invoke(null, path);
        assertEquals(before, kept.getOrDefault(param(kept, "outputCol")));
        ((MLWritable) stage).write().overwrite().save(path);
        PipelineStage replaced = (PipelineStage) load.invoke(null, path);
        assertEquals("code", replaced.getOrDefault(param(replaced, "outputCol")));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void schemasWithoutTheRightColumnsAreRefused(PipelineStage stage) {
        String missing = assertThrows(
                        IllegalArgumentException.class,
                        () -> stage.transformSchema(new StructType().add("pixels", "string")))
                .getMessage();
        assertEquals("There is no column 'features'; the table has pixels.", missing);
        String wrong = assertThrows(
                        IllegalArgumentException.class,
                        () -> stage.transformSchema(new StructType().add("features", "string")))
                .getMessage();
        assertEquals("Column 'features' should hold vectors or arrays of numbers, but holds string.", wrong);
        stage.set(param(stage, "outputCol"), "output");
        String output = "output";
        String taken = assertThrows(
                        IllegalArgumentException.class,
                        () -> stage.transformSchema(
                                Tables.FEATURES.add(output, "double").add("label", "double")))
                .getMessage();
        assertTrue(taken.startsWith("Column '" + output + "' exists already"), taken);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void twoStagesHaveTwoUids(PipelineStage stage) {
        assertNotNull(stage.uid());
        assertFalse(stages().anyMatch(other -> other.uid().equals(stage.uid())));
        assertTrue(stage.toString().contains(stage.uid()));
    }

    private static Param<Object> param(PipelineStage stage, String name) {
        return stage.getParam(name);
    }

    private static Map<String, Object> values(PipelineStage stage) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ParamPair<?> pair :
                CollectionConverters.asJava(stage.extractParamMap().toSeq())) {
            values.put(
                    pair.param().name(),
                    pair.value() instanceof int[] numbers
                            ? Arrays.toString(numbers)
                            : pair.value() instanceof String[] names ? Arrays.toString(names) : pair.value());
        }
        assertEquals(stage.params().length, values.size() + (stage.hasParam("thresholds") ? 1 : 0));
        return values;
    }

    private static Method setter(PipelineStage stage, Param<?> param) {
        return Arrays.stream(stage.getClass().getMethods())
                .filter(method -> method.getName().equals("set" + capital(param)))
                // A model that training starts from is given as a path, or as itself, which is no param.
                .filter(method -> !Model.class.isAssignableFrom(method.getParameterTypes()[0]))
                .findFirst()
                .orElseThrow(() -> new AssertionError(param.name() + " has no setter"));
    }

    private static String capital(Param<?> param) {
        return Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
    }
}
