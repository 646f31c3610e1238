package dev.notify.model;

/** Whose notifications these are, where one service serves several organisations; {@link #DEFAULT} where it does not. */
public record Tenant(String value) {

    public static final Tenant DEFAULT = new Tenant("default");

    /** @throws InvalidInputException if it is no name of at most 60 characters */
    public Tenant {
        Names.check("tenant", value, 60);
    }

    /** A tenant by its name. */
    public static Tenant of(String value) {
        return new Tenant(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
