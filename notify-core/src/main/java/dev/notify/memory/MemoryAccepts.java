package dev.notify.memory;

import dev.notify.store.AcceptPart;
import dev.notify.store.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Takes notifications in. */
final class MemoryAccepts implements AcceptPart {

    private final Door door;
    private final Content content;

    MemoryAccepts(Door door, Content content) {
        this.door = door;
        this.content = content;
    }

    @Override
    public List<Answer> accept(List<Rows.Acceptance> group) {
        List<Rows.Acceptance> rows = List.copyOf(group);
        return door.in(() -> {
            List<Answer> answers = new ArrayList<>(rows.size());
            for (Rows.Acceptance row : rows) {
                answers.add(acceptOne(row));
            }
            return List.copyOf(answers);
        });
    }

    private Answer acceptOne(Rows.Acceptance row) {
        Rows.Dedup key = row.dedup();
        if (key != null) {
            Content.Key name = new Content.Key(key.tenant(), key.type(), key.keyLookup());
            Rows.Dedup taken = content.keys().get(name);
            if (taken != null && taken.expiresAt() > row.notification().createdAt()) {
                return replay(key.tenant(), taken.notificationId());
            }
            content.keys().put(name, key);
        }
        write(row);
        return Answer.stored(row.notification().id());
    }

    private Answer replay(String tenant, UUID first) {
        NotificationTable table = content.notifications();
        return new Answer(
                first, new First(table.notification(tenant, first), table.deliveriesOf(tenant, List.of(first))));
    }

    private void write(Rows.Acceptance row) {
        NotificationTable table = content.notifications();
        for (Rows.Template template : row.templates()) {
            content.templates().insertNew(template.hash(), template);
        }
        table.insert(row.notification());
        row.contents().forEach(table::insert);
        row.deliveries().forEach(table::insert);
        row.work().forEach(content.queue()::insert);
        row.cards().forEach(put -> MemoryCards.put(content.cards(), put));
        content.ledger().add(row.trail(), row.counters());
    }

    @Override
    public void pin(List<Rows.Template> words) {
        door.in(() -> {
            words.forEach(word -> content.templates().insertNew(word.hash(), word));
            return words.size();
        });
    }

    @Override
    public List<UUID> stored(List<UUID> notificationIds) {
        List<UUID> asked = List.copyOf(notificationIds);
        return door.in(() ->
                asked.stream().distinct().filter(content.notifications()::has).toList());
    }
}
