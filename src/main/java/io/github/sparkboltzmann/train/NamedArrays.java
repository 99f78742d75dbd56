package io.github.sparkboltzmann.train;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arrays by name, in order: the one form in which a training's state is written down, whatever the state is made of.
 *
 * <p>An array is {@code float[]}, {@code double[]}, {@code long[]} or {@code byte[]} in row-major order, with a shape; a number is an array of
 * one, a text its bytes in UTF-8. Arrays are shared, not copied. A new kind of state adds names and nothing else.
 */
public final class NamedArrays {
    /** An array and its shape. */
    public static final class Entry {
        private final Object values;
        private final long[] shape;

        private Entry(Object values, long[] shape) {
            this.values = values;
            this.shape = shape;
        }

        /** {@code float[]}, {@code double[]}, {@code long[]} or {@code byte[]}. */
        public Object values() {
            return values;
        }

        public long[] shape() {
            return shape.clone();
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * Adds an array.
     *
     * @param values {@code float[]}, {@code double[]}, {@code long[]} or {@code byte[]}
     * @param shape none for a vector
     * @throws IllegalArgumentException for another type, a shape of another size, or a name that is taken
     */
    public NamedArrays put(String name, Object values, long... shape) {
        long length = lengthOf(values);
        long[] whole = shape.length == 0 ? new long[] {length} : shape;
        long product = 1;
        for (long size : whole) {
            product *= size;
        }
        if (product != length) {
            throw new IllegalArgumentException(
                    "Array '" + name + "' has " + length + " numbers, but its shape has " + product + ".");
        }
        if (entries.put(name, new Entry(values, whole.clone())) != null) {
            throw new IllegalArgumentException("There are two arrays named '" + name + "'.");
        }
        return this;
    }

    private static long lengthOf(Object values) {
        if (values instanceof float[] floats) {
            return floats.length;
        } else if (values instanceof double[] doubles) {
            return doubles.length;
        } else if (values instanceof long[] longs) {
            return longs.length;
        } else if (values instanceof byte[] bytes) {
            return bytes.length;
        }
        throw new IllegalArgumentException("An array holds float, double, long or byte, not " + values + ".");
    }

    /** Adds a number. */
    public NamedArrays putLong(String name, long value) {
        return put(name, new long[] {value});
    }

    /** Adds a number. */
    public NamedArrays putDouble(String name, double value) {
        return put(name, new double[] {value});
    }

    /** Adds texts without line ends, which end each of them here. */
    public NamedArrays putTexts(String name, List<String> texts) {
        StringBuilder joined = new StringBuilder();
        texts.forEach(text -> joined.append(text.replace('\n', ' ')).append('\n'));
        return put(name, joined.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Adds all of another's arrays, {@code prefix} before their names. */
    public NamedArrays putAll(String prefix, NamedArrays other) {
        other.entries.forEach((name, entry) -> put(prefix + name, entry.values, entry.shape));
        return this;
    }

    /** The arrays whose names begin with a prefix, without it. */
    public NamedArrays within(String prefix) {
        NamedArrays part = new NamedArrays();
        entries.forEach((name, entry) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), entry.values, entry.shape);
            }
        });
        return part;
    }

    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /** In the order in which they were added. */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** @throws IllegalArgumentException if there is no array of that name */
    public Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("There is no array '" + name + "'; there are " + names() + ".");
        }
        return entry;
    }

    public float[] floats(String name) {
        return as(float[].class, name);
    }

    public double[] doubles(String name) {
        return as(double[].class, name);
    }

    public long[] longs(String name) {
        return as(long[].class, name);
    }

    public byte[] bytes(String name) {
        return as(byte[].class, name);
    }

    /** A number that was {@link #putLong}. */
    public long number(String name) {
        return longs(name)[0];
    }

    /** A number that was {@link #putDouble}. */
    public double real(String name) {
        return doubles(name)[0];
    }

    /** Texts that were {@link #putTexts}. */
    public List<String> texts(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8).lines().toList();
    }

    private <T> T as(Class<T> type, String name) {
        Object values = entry(name).values;
        if (!type.isInstance(values)) {
            throw new IllegalArgumentException("Array '" + name + "' holds "
                    + values.getClass().getSimpleName() + ", but " + type.getSimpleName() + " is expected.");
        }
        return type.cast(values);
    }
}
