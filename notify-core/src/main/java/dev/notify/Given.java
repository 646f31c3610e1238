package dev.notify;

import dev.notify.channel.AttachmentSource;
import dev.notify.channel.Channel;
import dev.notify.channel.DeliveryInterceptor;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.OnCallSchedule;
import dev.notify.escalation.UnansweredHandler;
import dev.notify.event.AlertHandler;
import dev.notify.event.NotificationListener;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.policy.Concurrency;
import dev.notify.preference.Category;
import dev.notify.request.Condition;
import dev.notify.request.NotificationType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a host said to the builder, each thing once. */
final class Given {

    final Map<String, NotificationType> types = new LinkedHashMap<>();
    final Map<String, Category> categories = new LinkedHashMap<>();
    final Map<ChannelName, Channel> channels = new LinkedHashMap<>();
    final Map<ChannelName, Concurrency> concurrency = new HashMap<>();
    final Map<String, AlertHandler> handlers = new HashMap<>();
    final Map<String, Condition> conditions = new HashMap<>();
    final Map<String, AttachmentSource> attachments = new HashMap<>();
    final Map<String, UnansweredHandler> unanswered = new HashMap<>();
    final Map<String, OnCallSchedule> rotas = new HashMap<>();
    final List<Escalation> escalations = new ArrayList<>();
    final Map<String, Setup.Due> dues = new HashMap<>();
    final List<DeliveryInterceptor> interceptors = new ArrayList<>();
    final List<NotificationListener> listeners = new ArrayList<>();
    final List<String> onlyTo = new ArrayList<>();
    final Map<ChannelName, Address> redirect = new HashMap<>();
    Settings settings = Settings.none();

    private final Map<String, Object> values = new HashMap<>();

    /** Notes a value that there is one of. */
    void value(String name, Object value) {
        if (values.put(name, Objects.requireNonNull(value, name)) != null) {
            throw new InvalidInputException(name, "is given twice");
        }
    }

    /** Notes one of several things that have names. */
    <K, V> void named(Map<K, V> all, K name, V thing, String field) {
        if (all.put(name, thing) != null) {
            throw new InvalidInputException(field, "has two of the name " + name);
        }
    }

    /** What was said of this. */
    @SuppressWarnings("unchecked") // each name is given by one method, with one type
    <T> Optional<T> value(String name) {
        return Optional.ofNullable((T) values.get(name));
    }
}
