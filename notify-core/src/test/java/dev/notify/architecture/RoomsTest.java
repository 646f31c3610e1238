package dev.notify.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RoomsTest {

    @Test
    void every_package_has_a_place_in_the_order() {
        Set<String> found = new TreeSet<>();
        Rooms.main().forEach(type -> found.add(type.getPackageName()));
        assertThat(Rooms.ORDER).containsAll(found).doesNotHaveDuplicates();
        assertThat(Rooms.ORDER).containsAll(Rooms.WITH_ONE_DOOR);
    }

    @Test
    void a_room_sees_only_what_stands_before_it() {
        List<String> upward = Rooms.main().stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> Rooms.isOurs(dependency.getTargetClass()))
                .filter(dependency -> place(dependency.getOriginClass()) < place(dependency.getTargetClass()))
                .map(Dependency::getDescription)
                .toList();
        assertThat(upward).isEmpty();
    }

    @Test
    void no_rooms_depend_on_each_other_in_a_circle() {
        slices().matching("dev.notify.(**)").should().beFreeOfCycles().check(Rooms.main());
    }

    @TestFactory
    List<DynamicTest> an_internal_room_has_one_public_class() {
        return Rooms.WITH_ONE_DOOR.stream()
                .filter(room -> Rooms.in(Rooms.main(), room).findAny().isPresent())
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> assertThat(Rooms.in(Rooms.main(), room)
                                        .filter(JavaClass::isTopLevelClass)
                                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                                        .map(JavaClass::getName))
                                .as("public classes of %s", room)
                                .hasSize(1)))
                .toList();
    }

    @Test
    void every_room_is_null_marked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : Rooms.main()) {
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

    private static int place(JavaClass type) {
        int place = Rooms.ORDER.indexOf(type.getPackageName());
        assertThat(place).as("place of %s in the order", type.getPackageName()).isNotNegative();
        return place;
    }
}
