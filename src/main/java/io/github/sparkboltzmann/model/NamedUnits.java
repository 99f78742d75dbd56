package io.github.sparkboltzmann.model;

/** What all unit types share: two of one name are equal. */
abstract class NamedUnits implements UnitType {
    private static final long serialVersionUID = 1L;

    private final String id;

    NamedUnits(String id) {
        this.id = id;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof NamedUnits units && units.id.equals(id);
    }

    @Override
    public final int hashCode() {
        return id.hashCode();
    }

    @Override
    public final String toString() {
        return id;
    }
}
