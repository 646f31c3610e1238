package dev.notify.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;

/** The rooms of this module and their order, and the classes found in them. */
final class Rooms {

    /** Lowest first: a room sees itself and what stands before it. A room may be absent until its feature comes. */
    static final List<String> ORDER = List.of(
            "dev.notify.internal.base",
            "dev.notify.internal.json",
            "dev.notify.model",
            "dev.notify.sign",
            "dev.notify.policy",
            "dev.notify.internal.mustache",
            "dev.notify.template",
            "dev.notify.preference",
            "dev.notify.directory",
            "dev.notify.request",
            "dev.notify.delivery",
            "dev.notify.reminder",
            "dev.notify.schedule",
            "dev.notify.report",
            "dev.notify.channel",
            "dev.notify.provider",
            "dev.notify.explain",
            "dev.notify.escalation",
            "dev.notify.event",
            "dev.notify.operation",
            "dev.notify.inbox",
            "dev.notify.security",
            "dev.notify.store",
            "dev.notify.memory",
            "dev.notify.http",
            "dev.notify.webhook",
            "dev.notify.sms",
            "dev.notify.internal.words",
            "dev.notify.internal.setup",
            "dev.notify.internal.content",
            "dev.notify.internal.cards",
            "dev.notify.internal.reminders",
            "dev.notify.internal.links",
            "dev.notify.internal.announce",
            "dev.notify.internal.pauses",
            "dev.notify.internal.quota",
            "dev.notify.internal.collapse",
            "dev.notify.internal.digest",
            "dev.notify.internal.providers",
            "dev.notify.internal.cache",
            "dev.notify.internal.directory",
            "dev.notify.internal.fanout",
            "dev.notify.internal.escalation",
            "dev.notify.internal.people",
            "dev.notify.internal.plan",
            "dev.notify.internal.settle",
            "dev.notify.internal.prepare",
            "dev.notify.internal.dispatch",
            "dev.notify.internal.intake",
            "dev.notify.internal.desk",
            "dev.notify.internal.inbox",
            "dev.notify.internal.escalate",
            "dev.notify.internal.remind",
            "dev.notify.internal.recur",
            "dev.notify.internal.upkeep",
            "dev.notify.internal.view",
            "dev.notify.internal.doctor",
            "dev.notify",
            "dev.notify.testing",
            "dev.notify.testing.laws.kit",
            "dev.notify.testing.laws.store",
            "dev.notify.testing.laws.settle",
            "dev.notify.testing.laws.host",
            "dev.notify.testing.laws");

    /** Rooms with one public class each. The toolboxes base and json are not among them. */
    static final List<String> WITH_ONE_DOOR = List.of(
            "dev.notify.internal.mustache",
            "dev.notify.internal.words",
            "dev.notify.internal.setup",
            "dev.notify.internal.content",
            "dev.notify.internal.cards",
            "dev.notify.internal.reminders",
            "dev.notify.internal.links",
            "dev.notify.internal.announce",
            "dev.notify.internal.pauses",
            "dev.notify.internal.quota",
            "dev.notify.internal.collapse",
            "dev.notify.internal.digest",
            "dev.notify.internal.providers",
            "dev.notify.internal.cache",
            "dev.notify.internal.directory",
            "dev.notify.internal.fanout",
            "dev.notify.internal.escalation",
            "dev.notify.internal.people",
            "dev.notify.internal.plan",
            "dev.notify.internal.settle",
            "dev.notify.internal.prepare",
            "dev.notify.internal.dispatch",
            "dev.notify.internal.intake",
            "dev.notify.internal.desk",
            "dev.notify.internal.inbox",
            "dev.notify.internal.escalate",
            "dev.notify.internal.remind",
            "dev.notify.internal.recur",
            "dev.notify.internal.upkeep",
            "dev.notify.internal.view",
            "dev.notify.internal.doctor");

    /** A rule over no classes holds. Raise this as the rooms fill; it never goes down by much. */
    static final int AT_LEAST_CLASSES = 280;

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.notify");

    private Rooms() {}

    static JavaClasses main() {
        if (MAIN.size() < AT_LEAST_CLASSES) {
            throw new AssertionError("Found " + MAIN.size() + " classes, expected at least " + AT_LEAST_CLASSES
                    + ": the rules would hold over nothing");
        }
        return MAIN;
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals("dev.notify")
                || type.getPackageName().startsWith("dev.notify.");
    }

    static boolean isInternal(JavaClass type) {
        return type.getPackageName().startsWith("dev.notify.internal.");
    }

    /** The class of the file a nested or anonymous class is written in. */
    static JavaClass fileOf(JavaClass type) {
        return type.getEnclosingClass().map(Rooms::fileOf).orElse(type);
    }

    static Stream<JavaClass> in(JavaClasses classes, String room) {
        return classes.stream().filter(type -> type.getPackageName().equals(room));
    }
}
