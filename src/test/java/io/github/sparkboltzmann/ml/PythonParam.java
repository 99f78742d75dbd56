package io.github.sparkboltzmann.ml;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** One param of a stage, in the words of Python. */
final class PythonParam {
    private final String name;
    private final String doc;
    private final String type;
    private final String converter;
    private final Object value;

    private PythonParam(String name, String doc, String type, String converter, Object value) {
        this.name = name;
        this.doc = doc;
        this.type = type;
        this.converter = converter;
        this.value = value;
    }

    /** Of a stage, with its default there. */
    static PythonParam of(Params stage, Param<?> param) {
        Object value = stage.hasDefault(param) ? stage.getDefault(param).get() : null;
        String[] types = types(param, value);
        return new PythonParam(param.name(), param.doc(), types[0], types[1], value);
    }

    private static String[] types(Param<?> param, Object value) {
        if (param instanceof IntParam || param instanceof LongParam) {
            return new String[] {"int", "toInt"};
        } else if (param instanceof DoubleParam) {
            return new String[] {"float", "toFloat"};
        } else if (param instanceof BooleanParam) {
            return new String[] {"bool", "toBoolean"};
        } else if (param instanceof IntArrayParam) {
            return new String[] {"List[int]", "toListInt"};
        } else if (param instanceof DoubleArrayParam) {
            return new String[] {"List[float]", "toListFloat"};
        } else if (param instanceof StringArrayParam) {
            return new String[] {"List[str]", "toListString"};
        } else if (value instanceof String) {
            return new String[] {"str", "toString"};
        }
        throw new IllegalArgumentException("There is no Python type for param " + param.name() + " of "
                + param.getClass().getName() + "; name one in PythonParam.");
    }

    String name() {
        return name;
    }

    boolean hasDefault() {
        return value != null;
    }

    /** The definition, getter and setter; without the default, which is a stage's own. */
    String definition() {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return "    " + name + ": \"Param[" + type + "]\" = Param(\n        Params._dummy(),\n        \"" + name
                + "\",\n        " + quoted(doc) + ",\n        typeConverter=TypeConverters." + converter
                + ",\n    )\n\n"
                + "    def get" + capital + "(self) -> " + type + ":\n        return self.getOrDefault(self." + name
                + ")\n\n"
                + "    def set" + capital + "(self, value: " + type + "):\n        return self._set(" + name
                + "=value)\n";
    }

    /** As an argument by keyword, whose default a caller reads; of lists it is None, since Python shares the one object. */
    String argument() {
        boolean list = value == null || type.startsWith("List");
        return name + ": " + (list ? "Optional[" + type + "] = None" : type + " = " + literal());
    }

    /** Name and default. */
    String setting() {
        return name + "=" + literal();
    }

    private String literal() {
        if (value instanceof String text) {
            return quoted(text);
        } else if (value instanceof Boolean yes) {
            return yes ? "True" : "False";
        } else if (value instanceof int[] numbers) {
            return Arrays.toString(numbers);
        } else if (value instanceof double[] numbers) {
            return Arrays.toString(numbers);
        } else if (value instanceof String[] names) {
            return Arrays.stream(names).map(PythonParam::quoted).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value).replace('E', 'e');
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
