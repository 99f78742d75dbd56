package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.train.Measures;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;

/** What Python has of a stage's methods: those whose arguments and results PySpark carries over, and a few that want a line of their own. */
final class PythonMethods {
    private static final Map<Class<?>, String> RESULTS = Map.of(
            int.class, "int",
            long.class, "int",
            double.class, "float",
            boolean.class, "bool",
            int[].class, "List[int]",
            Vector.class, "Vector",
            Matrix.class, "Matrix");
    private static final Map<Class<?>, String> ARGUMENTS = Map.of(
            int.class,
            "int",
            long.class,
            "int",
            double.class,
            "float",
            Vector.class,
            "Vector",
            Dataset.class,
            "DataFrame");
    private static final Set<String> LEFT_OUT = Set.of("estimatedSize", "uid", "raw2probabilityInPlace");

    /** Methods by name, with the lines of their bodies. */
    private static final Map<String, List<String>> OWN = Map.of(
            "partialFit",
            List.of(
                    "(self, model, dataset: DataFrame)",
                    "self._transfer_params_to_java()",
                    "model._transfer_params_to_java()",
                    "fitted = self._create_model(self._java_obj.partialFit(model._java_obj, dataset._jdf))",
                    "return self._copyValues(fitted)"),
            "evaluate",
            List.of(
                    "(self, dataset: DataFrame) -> Dict[str, float]",
                    "self._transfer_params_to_java()",
                    "measures = self._java_obj.evaluate(dataset._jdf)",
                    "return {name: getattr(measures, name)() for name in _MEASURES}"),
            "imputer",
            List.of(
                    "(self) -> \"BoltzmannImputer\"",
                    "self._transfer_params_to_java()",
                    "return BoltzmannImputer._from_java(self._java_obj.imputer())"),
            "sampler",
            List.of(
                    "(self, **settings: Any) -> Any",
                    "self._transfer_params_to_java()",
                    "sampler = self._java_obj.sampler()",
                    "for name, value in settings.items():",
                    "    getattr(sampler, \"set\" + name[0].upper() + name[1:])(value)",
                    "return sampler"),
            "onnx",
            List.of("(self) -> bytes", "return bytes(self._java_obj.onnx())"),
            "summary",
            List.of("(self) -> Any", "return self._java_obj.summary()"));

    private static final String SAMPLE =
            """
                def sample(self, n: int, **settings: Any) -> DataFrame:
                    \"\"\"Chains 0 to n - 1 as a table; settings are those of the sampler, as in sample(100, sweeps=500, seed=7).\"\"\"
                    spark = SparkSession.getActiveSession()
                    return DataFrame(self.sampler(**settings).sample(spark._jsparkSession, n), spark)
            """;

    private PythonMethods() {}

    /** Names of a table's measures. */
    static List<String> measures() {
        return Arrays.stream(Measures.class.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers())
                        && !Modifier.isStatic(m.getModifiers())
                        && m.getParameterCount() == 0
                        && m.getReturnType().isPrimitive())
                .map(Method::getName)
                .sorted()
                .toList();
    }

    /** The methods of a stage that its params do not bring, as Python. */
    static List<String> of(Class<?> stage) throws IOException {
        List<String> all = new ArrayList<>();
        for (Method method : methods(stage)) {
            Class<?> owner = method.getDeclaringClass();
            boolean ours = owner.getPackage() == stage.getPackage();
            JavaSource source = ours ? JavaSource.of(owner) : null;
            if (OWN.containsKey(method.getName())) {
                all.add(own(method.getName(), source));
            } else {
                all.add(carried(method, source));
            }
            if (method.getName().equals("sampler")) {
                all.add(SAMPLE);
            }
        }
        return all;
    }

    private static List<Method> methods(Class<?> stage) {
        return Stream.of(stage.getMethods())
                .filter(m -> !m.isBridge() && !m.isSynthetic() && !Modifier.isStatic(m.getModifiers()))
                .filter(m -> m.getDeclaringClass().getPackage() == stage.getPackage()
                        || m.getName().startsWith("predict") && m.getParameterCount() == 1)
                .filter(m -> OWN.containsKey(m.getName()) || isCarried(m))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static boolean isCarried(Method method) {
        String name = method.getName();
        boolean accessor = name.matches("(get|set|is)[A-Z].*") || LEFT_OUT.contains(name);
        return !accessor
                && !method.getDeclaringClass().isInterface()
                && RESULTS.containsKey(method.getReturnType())
                && Stream.of(method.getParameterTypes()).allMatch(ARGUMENTS::containsKey);
    }

    private static String own(String name, JavaSource source) {
        List<String> lines = OWN.get(name);
        StringBuilder text = new StringBuilder("    def " + name + lines.get(0) + ":\n" + doc(source.comment(name), 8));
        lines.stream()
                .skip(1)
                .forEach(line -> text.append("        ").append(line).append('\n'));
        return text.toString();
    }

    private static String carried(Method method, JavaSource source) {
        String name = method.getName();
        List<String> names = source == null ? List.of("value") : source.arguments(name);
        if (names.size() != method.getParameterCount()) {
            throw new IllegalArgumentException("The arguments of " + method + " are not those of its source: " + names);
        }
        StringBuilder arguments = new StringBuilder();
        StringBuilder values = new StringBuilder();
        boolean table = false;
        for (int i = 0; i < names.size(); i++) {
            Class<?> type = method.getParameterTypes()[i];
            arguments.append(", ").append(names.get(i)).append(": ").append(ARGUMENTS.get(type));
            values.append(", ").append(names.get(i));
            table |= type == Dataset.class;
        }
        // What takes long is no property.
        boolean property = names.isEmpty() && !name.startsWith("log");
        return (property ? "    @property\n" : "")
                + "    def " + name + "(self" + arguments + ") -> " + RESULTS.get(method.getReturnType()) + ":\n"
                + doc(source == null ? "" : source.comment(name), 8)
                + (table ? "        self._transfer_params_to_java()\n" : "")
                + "        return self._call_java(\"" + name + "\"" + values + ")\n";
    }

    /** A docstring of some lines; nothing for none. */
    static String doc(String comment, int indent) {
        if (comment.isEmpty()) {
            return "";
        }
        String space = " ".repeat(indent);
        String[] lines = comment.replace("\"\"\"", "'''").split("\n");
        StringBuilder text = new StringBuilder(space + "\"\"\"");
        for (int i = 0; i < lines.length; i++) {
            text.append(i == 0 ? "" : lines[i].isBlank() ? "\n" : "\n" + space).append(lines[i].stripTrailing());
        }
        return text.append(lines.length == 1 ? "\"\"\"\n" : "\n" + space + "\"\"\"\n")
                .toString();
    }
}
