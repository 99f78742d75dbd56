package io.github.sparkboltzmann.model;

import java.io.Serializable;

/** Units of one type that data may clamp (visible) or never does (hidden). */
public final class Layer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final UnitType type;
    private final int size;
    private final boolean visible;

    private Layer(String name, UnitType type, int size, boolean visible) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "A layer's name is lower-case letters, digits and _, but is '" + name + "'.");
        }
        if (size < 1) {
            throw new IllegalArgumentException("Layer '" + name + "' needs one unit or more, but has " + size + ".");
        }
        this.name = name;
        this.type = type;
        this.size = size;
        this.visible = visible;
    }

    /** A layer whose states data gives. */
    public static Layer visible(String name, UnitType type, int size) {
        return new Layer(name, type, size, true);
    }

    /** A layer whose states are never observed. */
    public static Layer hidden(String name, UnitType type, int size) {
        return new Layer(name, type, size, false);
    }

    public String name() {
        return name;
    }

    public UnitType type() {
        return type;
    }

    public int size() {
        return size;
    }

    public boolean isVisible() {
        return visible;
    }
}
