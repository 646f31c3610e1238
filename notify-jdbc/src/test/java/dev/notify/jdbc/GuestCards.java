package dev.notify.jdbc;

import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Good cards that can be spoilt: a flaw is one method here, overridden. */
class GuestCards implements CardPart {

    private final CardPart good;

    GuestCards(CardPart good) {
        this.good = good;
    }

    @Override
    public List<Rows.Card> read(Collection<Place> places) {
        return good.read(places);
    }

    @Override
    public List<Rows.Card> list(String tenant, String kind, String owner, @Nullable String after, int limit) {
        return good.list(tenant, kind, owner, after, limit);
    }

    @Override
    public List<Rows.Card> named(String tenant, String kind, String name, @Nullable String afterOwner, int limit) {
        return good.named(tenant, kind, name, afterOwner, limit);
    }

    @Override
    public List<Rows.Card> byIds(Collection<UUID> ids) {
        return good.byIds(ids);
    }

    @Override
    public boolean write(Step step) {
        return good.write(step);
    }
}
