package dev.notify.jdbc;

import dev.notify.jdbc.internal.dialect.Product;
import dev.notify.jdbc.internal.dialect.TableNames;
import dev.notify.jdbc.internal.schema.Script;
import java.util.List;

/**
 * The statements that make the tables, for those who run them themselves and start with {@link SchemaMode#VALIDATE}.
 *
 * <p>They are the scripts of the resource folders {@code db/notify/h2}, {@code db/notify/postgresql} and {@code db/notify/mariadb}, which Flyway can run too, with
 * the placeholders {@code tables} and {@code prefix}. Immutable.
 */
public final class JdbcSchema {

    /** The version of the schema this release needs. */
    public static final int VERSION = Script.LATEST;

    private final Product product;
    private final TableNames names;

    private JdbcSchema(Product product, TableNames names) {
        this.product = product;
        this.names = names;
    }

    /** For H2. */
    public static JdbcSchema h2() {
        return new JdbcSchema(Product.H2, TableNames.DEFAULT);
    }

    /** For PostgreSQL. */
    public static JdbcSchema postgresql() {
        return new JdbcSchema(Product.POSTGRESQL, TableNames.DEFAULT);
    }

    /** For MariaDB and MySQL. */
    public static JdbcSchema mariaDb() {
        return new JdbcSchema(Product.MARIADB, TableNames.DEFAULT);
    }

    /**
     * With these names, as in {@link JdbcStore#tables}.
     *
     * @throws IllegalArgumentException if a part is no plain identifier
     */
    public JdbcSchema tables(String names) {
        return new JdbcSchema(product, TableNames.parse(names));
    }

    /** The statements, in order. Each can be run twice. */
    public List<String> statements() {
        return Script.all(product).stream()
                .flatMap(script -> script.statements(names).stream())
                .toList();
    }
}
