package dev.notify.examples.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceFileTest {

    @Test
    void counts_neither_comments_nor_blank_lines() {
        assertThat(new SourceFile("""
                /** Says
                 * nothing. */
                package x;

                // nor does this
                /* nor this */
                class A { // but this does
                    int b; /* and this
                    */

                    int c; }
                """).linesOfCode()).isEqualTo(4);
    }

    @Test
    void does_not_take_a_literal_for_a_comment() {
        assertThat(new SourceFile(
                                "String a = \"/*\";\nString b = \"\\\"//\";\nchar c = '\"';\nchar d = '\\'';\nint e;\n")
                        .linesOfCode())
                .isEqualTo(5);
        assertThat(new SourceFile("String a = \"\"\"\n  // text\n\n  \"quoted\" /* text\n  \"\"\";\nint b;\n")
                        .linesOfCode())
                .isEqualTo(5);
    }

    @Test
    void does_not_end_a_block_comment_at_its_own_beginning() {
        assertThat(new SourceFile("/*/ still a comment\n*/ int a;\n").linesOfCode())
                .isEqualTo(1);
    }

    @Test
    void measures_each_method() {
        assertThat(new SourceFile("""
                class A {
                    A() {}

                    int long_one(int x) {
                        // not counted
                        int y = x;

                        return y;
                    }

                    abstract int none();
                }
                """).methods())
                .containsEntry("<init> at line 2", 1)
                .containsEntry("long_one at line 4", 4)
                .containsEntry("none at line 11", 1);
    }
}
