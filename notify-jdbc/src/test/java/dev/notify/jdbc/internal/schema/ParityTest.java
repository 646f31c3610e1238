package dev.notify.jdbc.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.jdbc.internal.dialect.Product;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParityTest {

    @Test
    void every_database_has_the_same_tables_columns_and_indexes() {
        Expected first = Expected.of(Product.H2);
        assertThat(first.tables()).hasSize(13);
        for (Product product : Product.values()) {
            Expected other = Expected.of(product);
            assertThat(other.tables().keySet())
                    .as("tables of %s", product)
                    .isEqualTo(first.tables().keySet());
            first.tables().forEach((name, table) -> {
                Expected.Table there = other.tables().get(name);
                assertThat(List.copyOf(there.columns().entrySet()))
                        .as("columns of %s on %s", name, product)
                        .isEqualTo(List.copyOf(table.columns().entrySet()));
                assertThat(there.indexes())
                        .as("indexes of %s on %s", name, product)
                        .isEqualTo(table.indexes());
            });
        }
    }

    @Test
    void the_last_script_has_the_version_this_release_needs() {
        for (Product product : Product.values()) {
            List<Script> scripts = Script.all(product);
            assertThat(scripts.get(scripts.size() - 1).version()).isEqualTo(Script.LATEST);
        }
    }
}
