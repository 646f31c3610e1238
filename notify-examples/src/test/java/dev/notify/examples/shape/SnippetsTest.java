package dev.notify.examples.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SnippetsTest {

    private static final String SOURCE = """
            class A {
                // region outer
                int a;
                // region inner
                int b;
                // endregion

                    int c;
                // endregion
            }
            """;

    @TestFactory
    List<DynamicTest> pages_show_what_was_compiled() {
        return Project.files().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .map(page -> DynamicTest.dynamicTest(
                        Project.slashed(page),
                        () -> assertThat(Snippets.problems(Project.read(page), SnippetsTest::example))
                                .isEmpty()))
                .toList();
    }

    @Test
    void accepts_a_block_that_equals_its_region() {
        assertThat(problems("outer", "```java\nint a;\nint b;\n\n    int c;\n```"))
                .isEmpty();
        assertThat(problems("inner", "```\nint b;\n```")).isEmpty();
    }

    @Test
    void refuses_a_block_that_differs() {
        assertThat(problems("inner", "```java\nint c;\n```"))
                .singleElement()
                .asString()
                .contains("differs", "int b;");
    }

    @Test
    void refuses_a_claim_without_a_block_or_without_a_region() {
        assertThat(problems("inner", "text")).singleElement().asString().contains("no closed code block");
        assertThat(problems("inner", "```java\nint b;"))
                .singleElement()
                .asString()
                .contains("no closed code block");
        assertThat(problems("other", "```\nint b;\n```"))
                .singleElement()
                .asString()
                .contains("no region");
    }

    private static List<String> problems(String region, String block) {
        return Snippets.problems(
                "# Title\n\n<!-- region: A.java#" + region + " -->\n" + block + "\n", name -> Optional.of(SOURCE));
    }

    private static Optional<String> example(String name) {
        return Project.files().stream()
                .filter(file -> Project.slashed(file).startsWith("notify-examples/src/"))
                .filter(file -> file.endsWith(Path.of(name)))
                .findFirst()
                .map(Project::read);
    }
}
