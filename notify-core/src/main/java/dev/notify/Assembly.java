package dev.notify;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.internal.words.WordBook;
import dev.notify.memory.MemoryStore;
import dev.notify.model.ChannelName;
import dev.notify.policy.Concurrency;
import dev.notify.preference.DeliveryHours;
import dev.notify.security.FieldSeal;
import dev.notify.store.Store;
import dev.notify.template.Templates;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a service of what was given in code, what was set from outside, and the defaults: each default is said here and nowhere else. */
final class Assembly {

    private static final int WORRYING = 25;
    private static final int RECIPIENTS = 1_000;
    private static final int PAYLOAD_BYTES = 256 * 1024;

    private final Given given;
    private final Settings settings;

    Assembly(Given given) {
        this.given = given;
        this.settings = given.settings;
    }

    /** The service, with all that is wrong with it. */
    NotificationService service() {
        Optional<Store> store = given.value("store");
        String node =
                given.<String>value("node").or(() -> settings.text("node")).orElseGet(Machine::someName);
        Surroundings around = given.<Surroundings>value("surroundings")
                .orElseGet(() -> Machine.surroundings(node, flag("virtualThreads", "virtual-threads")));
        Setup setup = setup(identity(node));
        List<String> findings = new ArrayList<>(setup.findings());
        WhenStoreIsDown whenDown = given.<WhenStoreIsDown>value("whenStoreIsDown")
                .or(() -> settings.choice("when-store-is-down", WhenStoreIsDown.class))
                .orElse(WhenStoreIsDown.FAIL);
        findings.addAll(settings.findings());
        if (store.isEmpty()) {
            findings.add("no store: say store(..), for instance JdbcStore.h2(Path.of(\"data/notify\"))");
        }
        Wiring wiring = new Wiring(setup, around, store.orElseGet(MemoryStore::create));
        return new NotificationService(wiring, findings, whenDown);
    }

    private Setup setup(Setup.Identity identity) {
        return new Setup(
                identity,
                given.types,
                given.categories,
                words(identity),
                lines(),
                new Setup.Guard(given.onlyTo, given.redirect),
                timings(),
                limits(),
                seams());
    }

    private boolean flag(String name, String setting) {
        return given.<Boolean>value(name).or(() -> settings.flag(setting)).orElse(false);
    }

    private Setup.Identity identity(String node) {
        return new Setup.Identity(
                node,
                given.<String>value("environment").or(() -> settings.text("environment")),
                given.<Boolean>value("development").orElse(false),
                given.<Boolean>value("allowCritical").orElse(false),
                given.<ZoneId>value("zone").or(() -> settings.zone("zone")).orElse(ZoneId.of("UTC")),
                given.<Locale>value("locale")
                        .or(() -> settings.locale("locale"))
                        .orElse(Locale.ENGLISH),
                given.<DeliveryHours>value("deliveryHours").orElse(DeliveryHours.DEFAULT));
    }

    private WordBook words(Setup.Identity identity) {
        WordBook.Sources sources = new WordBook.Sources(
                given.<Templates>value("templates").orElse(Templates.none()),
                given.channels.keySet(),
                given.<List<Locale>>value("languages").orElse(List.of()),
                identity.locale(),
                identity.zone(),
                flag("editTemplates", "edit-templates"));
        return WordBook.of(sources, given.types.values());
    }

    private Setup.Lines lines() {
        Map<ChannelName, Concurrency> bounds = new HashMap<>();
        bounds.putAll(settings.concurrency());
        bounds.putAll(given.concurrency);
        return new Setup.Lines(
                given.channels,
                given.<Set<ChannelName>>value("workOn").map(HashSet::new),
                flag("acceptOnly", "accept-only"),
                bounds);
    }

    private Setup.Timings timings() {
        return new Setup.Timings(
                time("lease", "lease", Duration.ofSeconds(12)),
                time("renewEvery", "renew-every", Duration.ofSeconds(4)),
                time("poll", "poll", Duration.ofSeconds(1)),
                time("acceptWithin", "accept-within", Duration.ofSeconds(3)),
                time("keyLife", "key-life", Duration.ofDays(400)));
    }

    private Duration time(String name, String setting, Duration otherwise) {
        return given.<Duration>value(name).or(() -> settings.duration(setting)).orElse(otherwise);
    }

    private Setup.Limits limits() {
        return new Setup.Limits(
                given.value("acceptAtMost"),
                given.<Integer>value("acceptQueue")
                        .or(() -> settings.number("accept-queue"))
                        .orElse(10_000),
                RECIPIENTS,
                PAYLOAD_BYTES,
                given.<Integer>value("worryingDeadLetters").orElse(WORRYING));
    }

    private Setup.Seams seams() {
        return new Setup.Seams(
                given.value("contactsFrom"),
                given.value("preferencesFrom"),
                given.value("groupsFrom"),
                given.handlers,
                given.conditions,
                given.attachments,
                given.interceptors,
                given.listeners,
                given.value("hostTransactions"),
                FieldSeal.plain(),
                given.value("links"),
                new Setup.Ladders(
                        given.unanswered,
                        given.rotas,
                        given.escalations,
                        given.<Boolean>value("allowPassingQuietHours").orElse(false)),
                given.dues);
    }
}
