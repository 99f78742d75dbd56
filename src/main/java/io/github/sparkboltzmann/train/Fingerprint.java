package io.github.sparkboltzmann.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the bytes of a run depend on, a text by name: settings, data and machine; immutable. */
public final class Fingerprint {
    private final SortedMap<String, String> values;

    public Fingerprint(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** By name; a copy. */
    public SortedMap<String, String> values() {
        return new TreeMap<>(values);
    }

    /** This fingerprint with a value replaced. */
    public Fingerprint with(String name, String value) {
        SortedMap<String, String> next = values();
        next.put(name, value);
        return new Fingerprint(next);
    }

    /** What differs from that of a checkpoint: {@code learningRate: checkpoint 0.05, now 0.1}; empty if nothing does. */
    public List<String> differencesFrom(Fingerprint checkpoint) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(values.keySet());
        names.addAll(checkpoint.values.keySet());
        for (String name : names) {
            String then = checkpoint.values.getOrDefault(name, "none");
            String now = values.getOrDefault(name, "none");
            if (!then.equals(now)) {
                differences.add(name + ": checkpoint " + then + ", now " + now);
            }
        }
        return differences;
    }
}
