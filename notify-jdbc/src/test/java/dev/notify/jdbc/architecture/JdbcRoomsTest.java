package dev.notify.jdbc.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JdbcRoomsTest {

    /** A rule over no classes holds. Raise this as the module fills. */
    private static final int AT_LEAST_CLASSES = 1;

    /** The rooms of the core that a store may see: what it stores, the interface it fulfils, and the toolboxes. */
    private static final Set<String> OF_CORE = Set.of(
            "dev.notify.internal.base",
            "dev.notify.internal.json",
            "dev.notify.model",
            "dev.notify.policy",
            "dev.notify.request",
            "dev.notify.delivery",
            "dev.notify.event",
            "dev.notify.inbox",
            "dev.notify.store");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.notify.jdbc");

    @Test
    void there_are_classes_to_hold_to_the_rules() {
        assertThat(MAIN.size()).isGreaterThanOrEqualTo(AT_LEAST_CLASSES);
    }

    @Test
    void sees_only_the_rooms_of_the_core_that_a_store_needs() {
        List<String> beyond = MAIN.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("dev.notify"))
                .filter(dependency -> !isOurs(dependency.getTargetClass()))
                .filter(dependency ->
                        !OF_CORE.contains(dependency.getTargetClass().getPackageName()))
                .map(Dependency::getDescription)
                .toList();
        assertThat(beyond).isEmpty();
    }

    @Test
    void no_packages_depend_on_each_other_in_a_circle() {
        slices().matching("dev.notify.jdbc.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void no_public_signature_of_the_door_shows_jdbi_or_the_pool() {
        List<String> shown = MAIN.stream()
                .filter(type -> type.getPackageName().equals("dev.notify.jdbc"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> method.getAllInvolvedRawTypes().stream()
                        .anyMatch(type -> type.getName().startsWith("org.jdbi.")
                                || type.getName().startsWith("com.zaxxer.")))
                .map(method -> method.getFullName())
                .toList();
        assertThat(shown).isEmpty();
    }

    @Test
    void every_package_is_null_marked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : MAIN) {
            boolean marked = type.getPackage()
                    .tryGetPackageInfo()
                    .map(info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                    .orElse(false);
            if (!marked) {
                unmarked.add(type.getPackageName());
            }
        }
        assertThat(unmarked).as("packages without @NullMarked in package-info").isEmpty();
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals("dev.notify.jdbc")
                || type.getPackageName().startsWith("dev.notify.jdbc.");
    }
}
