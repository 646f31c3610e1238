package dev.notify.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What our classes must not call or show. Each rule gives its violations, so that a test can see it find some. */
final class Forbidden {

    private static final Set<String> CLOCK_READS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.InstantSource.system",
            "java.util.Date.<init>",
            "java.util.Calendar.getInstance");

    private static final Set<String> THREADS_AND_CHANCE = Set.of(
            "java.lang.Thread.sleep",
            "java.lang.Thread.<init>",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.Timer.<init>",
            "java.util.Random.<init>",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.lang.Math.random");

    private static final Set<String> CONSOLE =
            Set.of("java.lang.System.out", "java.lang.System.err", "java.lang.Throwable.printStackTrace");

    private static final List<String> LIBRARIES_WE_HIDE = List.of(
            "com.fasterxml.jackson.",
            "org.jdbi.",
            "jakarta.mail.",
            "com.github.benmanes.",
            "com.samskivert.",
            "dev.failsafe.");

    private Forbidden() {}

    /** Only {@code TimeSource} and its kin, and the waits of {@code ThreadTasks}, in the base room, know what time it is. */
    static List<String> clockReads(JavaClasses classes) {
        return accesses(classes)
                .filter(Forbidden::readsTheClock)
                .filter(access -> !isTimeSource(access.getOriginOwner()))
                .map(JavaAccess::getDescription)
                .toList();
    }

    /** Threads, sleeps and chance come from the base room, where a test can put its own in their place. */
    static List<String> threadsAndChance(JavaClasses classes) {
        return accesses(classes)
                .filter(access -> THREADS_AND_CHANCE.contains(nameOf(access)))
                .filter(access -> !access.getOriginOwner().getPackageName().equals("dev.notify.internal.base"))
                .map(JavaAccess::getDescription)
                .toList();
    }

    /** A library writes to its host's log, never to its host's console. */
    static List<String> consoleWrites(JavaClasses classes) {
        return accesses(classes)
                .filter(access -> CONSOLE.contains(nameOf(access)))
                .filter(access ->
                        !Rooms.fileOf(access.getOriginOwner()).getName().equals("dev.notify.channel.LogChannel"))
                .map(JavaAccess::getDescription)
                .toList();
    }

    /** Java's own serialization runs code that the stored bytes choose. */
    static List<String> javaSerialization(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> Set.of("java.io.ObjectInputStream", "java.io.ObjectOutputStream")
                        .contains(dependency.getTargetClass().getName()))
                .map(dependency -> dependency.getDescription())
                .toList();
    }

    /** A host that has another release of a library than ours must not notice. */
    static List<String> librariesInSignatures(JavaClasses classes) {
        return classes.stream()
                .filter(type -> !Rooms.isInternal(type) && isVisible(type))
                .flatMap(type -> Stream.concat(
                        shown(type.getName(), supertypes(type)),
                        type.getMembers().stream()
                                .filter(Forbidden::isVisible)
                                .flatMap(member -> shown(member.getFullName(), signature(member)))))
                .toList();
    }

    private static Stream<JavaAccess<?>> accesses(JavaClasses classes) {
        return classes.stream().flatMap(type -> type.getAccessesFromSelf().stream());
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getName();
    }

    private static boolean readsTheClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        boolean ofJavaTime = owner.startsWith("java.time.") && access.getName().equals("now")
                || owner.equals("java.time.Clock") && access.getName().startsWith("system")
                || owner.equals("java.time.Clock") && access.getName().startsWith("tick");
        return (ofJavaTime || CLOCK_READS.contains(nameOf(access))) && !isGivenItsTime(access);
    }

    /** {@code LocalDate.now(clock)} and {@code new Date(millis)} ask nobody. */
    private static boolean isGivenItsTime(JavaAccess<?> access) {
        String target = access.getTarget().getFullName();
        return target.contains("(java.time.Clock") || target.contains("(long)");
    }

    private static boolean isTimeSource(JavaClass type) {
        JavaClass file = Rooms.fileOf(type);
        return file.getPackageName().equals("dev.notify.internal.base")
                && (file.getSimpleName().contains("TimeSource")
                        || file.getSimpleName().equals("ThreadTasks"));
    }

    private static boolean isVisible(JavaClass type) {
        boolean itself = type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
        return itself && type.getEnclosingClass().map(Forbidden::isVisible).orElse(true);
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> supertypes(JavaClass type) {
        return Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    }

    private static Stream<JavaType> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream().map(type -> (JavaType) type))
                .flatMap(types -> types);
    }

    private static Stream<String> shown(String by, Stream<JavaType> types) {
        return types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .filter(type -> LIBRARIES_WE_HIDE.stream().anyMatch(type.getName()::startsWith))
                .map(type -> by + " shows " + type.getName());
    }
}
