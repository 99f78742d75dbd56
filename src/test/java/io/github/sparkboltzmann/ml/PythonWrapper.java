package io.github.sparkboltzmann.ml;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Param;

/**
 * The stages of this package as a module for PySpark: params with their docs and defaults, and methods, all as the Java classes have them.
 *
 * <p>Params that interfaces of this package define become a mixin of the same name; those of classes, and those whose docs differ there, the stage's own.
 */
final class PythonWrapper {
    private static final String PACKAGE = "io.github.sparkboltzmann.ml";
    private static final int LINE = 100;
    private static final String HEAD =
            """
            \"\"\"Boltzmann machines on Spark for PySpark: estimators, models and transformers of spark-boltzmann.

            Generated from the Java classes by PythonWrapperTest, which fails where the two differ; change those, then run
            mvn test-compile surefire:test@around-spark -Dtest=PythonWrapperTest -Dpython.write=true

            The job jar has to be on Spark's class path: spark.jars, or --jars. Import this module before loading a pipeline that has
            stages of it: PySpark looks a stage's class up by the name of its Java package, which importing makes known.
            \"\"\"

            import sys
            from typing import Any, Dict, List, Optional

            from pyspark import keyword_only
            from pyspark.ml.linalg import Matrix, Vector
            from pyspark.ml.param import Param, Params, TypeConverters
            from pyspark.ml.util import JavaMLReadable, JavaMLWritable
            from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaTransformer
            from pyspark.sql import DataFrame, SparkSession

            _JAVA = "io.github.sparkboltzmann.ml"
            sys.modules[_JAVA] = sys.modules[__name__]
            """;

    private final Map<PipelineStage, List<String>> mixinsOf = new LinkedHashMap<>();
    private final Map<PipelineStage, List<PythonParam>> ownOf = new LinkedHashMap<>();
    private final Map<String, Map<String, PythonParam>> mixins = new TreeMap<>();
    private final Map<PipelineStage, String> models = new LinkedHashMap<>();

    private PythonWrapper() {}

    /** The module's text. */
    static String of(Map<Estimator<?>, Model<?>> estimators, List<PipelineStage> others)
            throws IOException, ReflectiveOperationException {
        PythonWrapper wrapper = new PythonWrapper();
        List<PipelineStage> stages = new ArrayList<>();
        estimators.forEach((estimator, model) -> {
            stages.add(estimator);
            stages.add(model);
            wrapper.models.put(estimator, name(model));
        });
        stages.addAll(others);
        for (PipelineStage stage : stages) {
            wrapper.sort(stage);
        }
        StringBuilder text = new StringBuilder(HEAD);
        text.append(filled(
                "_MEASURES = (",
                PythonMethods.measures().stream().map(PythonParam::quoted).toList(),
                ")",
                0));
        text.append(filled(
                "\n__all__ = [",
                stages.stream().map(s -> PythonParam.quoted(name(s))).toList(),
                "]",
                0));
        wrapper.mixins.forEach((mixin, params) -> text.append("\n\nclass _" + mixin + "(Params):\n")
                .append(PythonMethods.doc("Params of " + mixin + ".", 4))
                .append('\n')
                .append(params.values().stream().map(PythonParam::definition).collect(Collectors.joining("\n"))));
        for (PipelineStage stage : stages) {
            text.append(wrapper.stage(stage));
        }
        return text.toString();
    }

    private static String name(PipelineStage stage) {
        return stage.getClass().getSimpleName();
    }

    /** Puts a stage's params where they belong. */
    private void sort(PipelineStage stage) throws ReflectiveOperationException {
        List<String> ofStage = new ArrayList<>();
        List<PythonParam> own = new ArrayList<>();
        for (Param<?> param : stage.params()) {
            PythonParam python = PythonParam.of(stage, param);
            Method accessor = stage.getClass().getMethod(param.name());
            Class<?> owner = accessor.getDeclaringClass();
            if (owner.isInterface() && owner.getName().startsWith(PACKAGE)) {
                String mixin = owner.getSimpleName();
                PythonParam known = mixins.computeIfAbsent(mixin, m -> new LinkedHashMap<>())
                        .computeIfAbsent(param.name(), p -> python);
                if (!ofStage.contains(mixin)) {
                    ofStage.add(mixin);
                }
                if (known.definition().equals(python.definition())) {
                    continue;
                }
            }
            own.add(python);
        }
        ofStage.sort(null);
        mixinsOf.put(stage, ofStage);
        ownOf.put(stage, own);
    }

    /** A class of the module. */
    private String stage(PipelineStage stage) throws IOException {
        String name = name(stage);
        List<PythonParam> params = new ArrayList<>();
        for (Param<?> param : stage.params()) {
            params.add(PythonParam.of(stage, param));
        }
        List<String> bases = new ArrayList<>();
        bases.add(
                models.containsKey(stage) ? "JavaEstimator" : stage instanceof Model ? "JavaModel" : "JavaTransformer");
        mixinsOf.get(stage).forEach(mixin -> bases.add("_" + mixin));
        bases.add("JavaMLWritable");
        bases.add("JavaMLReadable");
        StringBuilder text = new StringBuilder("\n\n" + filled("class " + name + "(", bases, "):", 0));
        text.append(PythonMethods.doc(JavaSource.of(stage.getClass()).classComment(), 4));
        text.append("\n    __module__ = _JAVA\n\n");
        ownOf.get(stage).forEach(param -> text.append(param.definition()).append('\n'));
        text.append(models.containsKey(stage) ? estimator(stage, params) : model(params));
        for (String method : PythonMethods.of(stage.getClass())) {
            text.append('\n').append(method);
        }
        return text.toString();
    }

    private String estimator(PipelineStage stage, List<PythonParam> params) {
        List<String> arguments = new ArrayList<>(List.of("self", "*"));
        params.forEach(param -> arguments.add(param.argument()));
        return "    @keyword_only\n"
                + filled("    def __init__(", arguments, ") -> None:", 4)
                + "        super().__init__()\n"
                + "        self._java_obj = self._new_java_obj(_JAVA + \"." + name(stage) + "\", self.uid)\n"
                + defaults(params)
                + "        self.setParams(**self._input_kwargs)\n\n"
                + "    @keyword_only\n"
                + filled("    def setParams(", arguments, "):", 4)
                + "        \"\"\"Sets params by name.\"\"\"\n        return self._set(**self._input_kwargs)\n\n"
                + "    def _create_model(self, java_model: Any) -> \"" + models.get(stage) + "\":\n        return "
                + models.get(stage) + "(java_model)\n";
    }

    private static String model(List<PythonParam> params) {
        return "    def __init__(self, java_object: Any = None) -> None:\n        super().__init__(java_object)\n"
                + defaults(params);
    }

    private static String defaults(List<PythonParam> params) {
        return filled(
                "        self._setDefault(",
                params.stream()
                        .filter(PythonParam::hasDefault)
                        .map(PythonParam::setting)
                        .toList(),
                ")",
                8);
    }

    /** A list between brackets, in lines of a hundred characters. */
    private static String filled(String open, List<String> items, String close, int indent) {
        String all = open + String.join(", ", items) + close + "\n";
        if (all.length() <= LINE) {
            return all;
        }
        String space = " ".repeat(indent + 4);
        StringBuilder text = new StringBuilder(open);
        int column = LINE;
        for (String item : items) {
            boolean fits = column + item.length() + 2 <= LINE;
            text.append(fits ? " " : "\n" + space).append(item).append(',');
            column = (fits ? column + 1 : space.length()) + item.length() + 1;
        }
        return text.append('\n')
                .append(" ".repeat(indent))
                .append(close)
                .append('\n')
                .toString();
    }
}
