package dev.notify.testing.laws;

import dev.notify.memory.MemoryStore;
import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.ChangePart;
import dev.notify.store.InboxPart;
import dev.notify.store.MetaPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreSession;
import dev.notify.testing.laws.kit.SampleRows;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A good store behind a thin wall: a flaw is one method here, overridden. It remembers what a flaw needs to know. */
class Tampered implements Store, AcceptPart, QueuePart, SettlePart, ChangePart, ReadPart, CardPart, MetaPart {

    final MemoryStore good = MemoryStore.create();
    final Map<UUID, Claim> lastClaims = new ConcurrentHashMap<>();
    final Map<UUID, String> tenants = new ConcurrentHashMap<>();

    /** Writes rows that belong to no call of the law's. */
    final void smuggle(List<Rows.Work> work, List<Rows.Trail> trail, List<Rows.Counter> counters) {
        Rows.Notification carrier = SampleRows.ofNewTenant().draft().row();
        good.accepts()
                .accept(List.of(
                        new Rows.Acceptance(carrier, List.of(), List.of(), work, null, List.of(), trail, counters)));
    }

    private List<Claim> seen(List<Claim> claims) {
        claims.forEach(c -> lastClaims.put(c.ref(), c));
        return claims;
    }

    @Override
    public List<String> open() {
        return good.open();
    }

    @Override
    public void close() {
        good.close();
    }

    @Override
    public AcceptPart accepts() {
        return this;
    }

    @Override
    public QueuePart queue() {
        return this;
    }

    @Override
    public SettlePart settles() {
        return this;
    }

    @Override
    public ChangePart changes() {
        return this;
    }

    @Override
    public ReadPart reads() {
        return this;
    }

    @Override
    public CardPart cards() {
        return this;
    }

    @Override
    public InboxPart inbox() {
        return good.inbox();
    }

    @Override
    public MetaPart meta() {
        return this;
    }

    @Override
    public long databaseTime() {
        return good.databaseTime();
    }

    @Override
    public StoreSession join(Connection connection) {
        return good.join(connection);
    }

    @Override
    public List<Answer> accept(List<Rows.Acceptance> group) {
        group.forEach(a -> tenants.put(a.notification().id(), a.notification().tenant()));
        return good.accepts().accept(group);
    }

    @Override
    public void pin(List<Rows.Template> words) {
        good.accepts().pin(words);
    }

    @Override
    public List<UUID> stored(List<UUID> notificationIds) {
        return good.accepts().stored(notificationIds);
    }

    @Override
    public Map<Integer, Long> heads(Map<Integer, Long> floors) {
        return good.queue().heads(floors);
    }

    @Override
    public List<Claim> claim(Request request) {
        return seen(good.queue().claim(request));
    }

    @Override
    public List<Claim> claimThese(Collection<UUID> refs, long now, String owner, long leaseUntil) {
        return seen(good.queue().claimThese(refs, now, owner, leaseUntil));
    }

    @Override
    public Set<UUID> renew(Collection<Held> held, String owner, long leaseUntil) {
        return good.queue().renew(held, owner, leaseUntil);
    }

    @Override
    public Set<UUID> release(Collection<Release> releases) {
        return good.queue().release(releases);
    }

    @Override
    public Set<UUID> settle(List<Settlement> group) {
        return good.settles().settle(group);
    }

    @Override
    public boolean settleLate(Settlement late) {
        return good.settles().settleLate(late);
    }

    @Override
    public Changed cancel(Cancel cancel) {
        return good.changes().cancel(cancel);
    }

    @Override
    public boolean report(ChangePart.Reported reported) {
        return good.changes().report(reported);
    }

    @Override
    public Changed move(ChangePart.Move move) {
        return good.changes().move(move);
    }

    @Override
    public List<Loaded> load(Collection<UUID> deliveryIds) {
        return good.reads().load(deliveryIds);
    }

    @Override
    public List<Rows.Call> calls(Collection<UUID> callIds) {
        return good.reads().calls(callIds);
    }

    @Override
    public Optional<Rows.Template> template(String hash) {
        return good.reads().template(hash);
    }

    @Override
    public List<Rows.Notification> notifications(String tenant, Collection<UUID> ids) {
        return good.reads().notifications(tenant, ids);
    }

    @Override
    public Optional<UUID> byKey(String tenant, String type, String keyLookup) {
        return good.reads().byKey(tenant, type, keyLookup);
    }

    @Override
    public List<UUID> bySubject(String tenant, String subjectLookup, int limit) {
        return good.reads().bySubject(tenant, subjectLookup, limit);
    }

    @Override
    public List<Rows.Delivery> deliveriesOf(String tenant, Collection<UUID> notificationIds) {
        return good.reads().deliveriesOf(tenant, notificationIds);
    }

    @Override
    public List<Rows.Delivery> deliveriesTo(String tenant, UUID notification, Collection<String> recipientLookups) {
        return good.reads().deliveriesTo(tenant, notification, recipientLookups);
    }

    @Override
    public Map<UUID, List<Rows.Attempt>> attempts(Collection<UUID> deliveryIds) {
        return good.reads().attempts(deliveryIds);
    }

    @Override
    public List<Found> find(Find find) {
        return good.reads().find(find);
    }

    @Override
    public long count(Find find) {
        return good.reads().count(find);
    }

    @Override
    public List<Rows.Counter> counters(String tenant, long fromHour) {
        return good.reads().counters(tenant, fromHour);
    }

    @Override
    public List<Rows.Card> read(Collection<Place> places) {
        return good.cards().read(places);
    }

    @Override
    public List<Rows.Card> list(String tenant, String kind, String owner, @Nullable String after, int limit) {
        return good.cards().list(tenant, kind, owner, after, limit);
    }

    @Override
    public List<Rows.Card> named(String tenant, String kind, String name, @Nullable String afterOwner, int limit) {
        return good.cards().named(tenant, kind, name, afterOwner, limit);
    }

    @Override
    public List<Rows.Card> byIds(Collection<UUID> ids) {
        return good.cards().byIds(ids);
    }

    @Override
    public boolean write(Step step) {
        return good.cards().write(step);
    }

    @Override
    public Optional<String> get(String name) {
        return good.meta().get(name);
    }

    @Override
    public String putIfAbsent(String name, String value) {
        return good.meta().putIfAbsent(name, value);
    }

    @Override
    public void put(String name, String value) {
        good.meta().put(name, value);
    }
}
