package io.github.sparkboltzmann.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.sample.Trajectory;
import io.github.sparkboltzmann.train.AveragedChange;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What travels arrives whole, whichever serializer Spark is set to. */
class SerializersTest {
    @Test
    void everyFieldArrivesWithBothSerializers() throws ReflectiveOperationException {
        Machine machine = Machine.restricted(3, 2);
        Parameters parameters = Parameters.initial(machine, new double[][] {{0.1, 0.4, 0.9}, {0.5, 0.5}}, 0.3, 5);
        LearnerState learner =
                LearnerState.start(machine, parameters, true, new double[][] {{0.1, 0.4, 0.9}, {0.5, 0.5}});
        Statistics statistics = new Statistics(machine.statisticsLayout());
        statistics.values()[1] = 7;
        statistics.count(3, 2.5, 0.25);
        Constructor<AveragedChange> ofChange =
                AveragedChange.class.getDeclaredConstructor(boolean.class, double[].class, float[].class);
        ofChange.setAccessible(true);
        List<Serializable> all = List.of(
                parameters,
                learner,
                statistics,
                ofChange.newInstance(false, new double[] {3}, new float[] {1, -2}),
                Trajectory.of(List.of(new float[] {1, 2}, new float[] {3, 4}), 0.5, 0.25));
        for (SerializerInstance serializer : new SerializerInstance[] {
            new JavaSerializer(new SparkConf()).newInstance(), new KryoSerializer(new SparkConf()).newInstance()
        }) {
            for (Serializable one : all) {
                requireSame(one, roundTrip(serializer, one));
            }
        }
    }

    /** A class that writes its fields by name has to name them all: whoever adds one is told here. */
    @Test
    void fieldsThatJavaWritesAreAllThatThereAre() throws ReflectiveOperationException {
        for (Class<?> type : List.of(
                Parameters.class, LearnerState.class, Statistics.class, AveragedChange.class, Trajectory.class)) {
            Field declared = type.getDeclaredField("serialPersistentFields");
            declared.setAccessible(true);
            List<String> named = new ArrayList<>();
            for (java.io.ObjectStreamField field : (java.io.ObjectStreamField[]) declared.get(null)) {
                named.add(field.getName());
                assertEquals(type.getDeclaredField(field.getName()).getType(), field.getType());
            }
            List<String> there = new ArrayList<>();
            for (Field field : type.getDeclaredFields()) {
                boolean isArray = field.getType() == float[].class || field.getType() == float[][].class;
                if (!Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !isArray) {
                    there.add(field.getName());
                }
            }
            assertEquals(there, named, type.getSimpleName());
        }
    }

    private static Object roundTrip(SerializerInstance serializer, Object one) {
        ClassTag<Object> tag = ClassTag$.MODULE$.apply(one.getClass());
        return serializer.deserialize(serializer.serialize(one, tag), tag);
    }

    private static void requireSame(Object expected, Object found) throws IllegalAccessException {
        int compared = 0;
        for (Field field : expected.getClass().getDeclaredFields()) {
            // Those that are transient, too: a field that Java writes by a hook of its own would be lost by Kryo.
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            field.setAccessible(true);
            String what = expected.getClass().getSimpleName() + "." + field.getName();
            Object value = field.get(expected);
            Object other = field.get(found);
            if (value instanceof float[] numbers) {
                assertArrayEquals(numbers, (float[]) other, what);
            } else if (value instanceof float[][] rows) {
                assertArrayEquals(rows, (float[][]) other, what);
            } else if (value instanceof double[] numbers) {
                assertArrayEquals(numbers, (double[]) other, what);
            } else if (field.getType().isPrimitive()) {
                assertEquals(value, other, what);
            } else {
                assertEquals(value == null, other == null, what);
            }
            compared++;
        }
        assertTrue(compared > 0, "fields of " + expected.getClass().getSimpleName());
    }
}
