package dev.notify.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {

    @Test
    void keeps_its_content_when_it_is_closed_and_opened_again() {
        MemoryStore store = MemoryStore.create();
        store.open();
        store.meta().put("name", "value");
        store.close();
        store.open();
        assertThat(store.meta().get("name")).contains("value");
    }

    @Test
    void another_node_sees_the_same_content_and_is_closed_on_its_own() {
        MemoryStore one = MemoryStore.create();
        MemoryStore two = one.anotherNode();
        one.open();
        two.open();
        one.meta().put("name", "value");
        one.close();
        assertThat(two.meta().get("name")).contains("value");
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> one.meta().get("name"));
    }

    @Test
    void refuses_everything_until_it_is_opened() {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> MemoryStore.create().databaseTime());
    }

    @Test
    void tells_the_time_of_the_clock_it_was_given() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(5));
        MemoryStore store = MemoryStore.at(now::get);
        store.open();
        assertThat(store.databaseTime()).isEqualTo(5);
        now.set(Instant.ofEpochMilli(7));
        assertThat(store.anotherNode().open()).isEmpty();
        assertThat(store.databaseTime()).isEqualTo(7);
    }

    @Test
    void joins_no_transaction_and_says_what_would() {
        Connection untouched = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    throw new AssertionError("asked the connection for " + method.getName());
                });
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> MemoryStore.create().join(untouched))
                .withMessageContaining("JDBC store");
    }
}
