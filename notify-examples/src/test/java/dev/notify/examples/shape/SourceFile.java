package dev.notify.examples.shape;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A Java source, measured in lines of code: lines that hold more than a comment or nothing. */
final class SourceFile {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private final String text;
    private final BitSet linesOfCode;

    SourceFile(String text) {
        this.text = text;
        this.linesOfCode = linesOfCode(text);
    }

    int linesOfCode() {
        return linesOfCode.cardinality();
    }

    /** The lines of code of each method and constructor, lambdas and inner classes within it included. */
    Map<String, Integer> methods() {
        Map<String, Integer> methods = new LinkedHashMap<>();
        try {
            JavacTask task = (JavacTask) COMPILER.getTask(null, null, null, null, null, List.of(source()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                LineMap lines = unit.getLineMap();
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void nothing) {
                        int from = (int) lines.getLineNumber(positions.getStartPosition(unit, method));
                        int to = (int) lines.getLineNumber(positions.getEndPosition(unit, method));
                        int size = linesOfCode.get(from, to + 1).cardinality();
                        methods.merge(method.getName() + " at line " + from, size, Math::max);
                        return super.visitMethod(method, nothing);
                    }
                }.scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return methods;
    }

    private JavaFileObject source() {
        return new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Numbered from one. Walks the text once, to tell a comment from a text that only looks like one. */
    private static BitSet linesOfCode(String text) {
        BitSet code = new BitSet();
        int line = 1;
        String until = "";
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inComment = until.equals("\n") || until.equals("*/");
            if (c == '\n') {
                line++;
                until = until.equals("\n") ? "" : until;
            } else if (until.isEmpty()) {
                until = opens(text, i);
                inComment = until.equals("\n") || until.equals("*/");
                if (!inComment && !Character.isWhitespace(c)) {
                    code.set(line);
                }
                i += inComment ? 1 : Math.max(0, until.length() - 1);
            } else if (!inComment && c == '\\') {
                i++;
            } else {
                if (!inComment && !Character.isWhitespace(c)) {
                    code.set(line);
                }
                if (text.startsWith(until, i)) {
                    i += until.length() - 1;
                    until = "";
                }
            }
        }
        return code;
    }

    /** What ends the comment or the literal that begins here; nothing if none begins. */
    private static String opens(String text, int at) {
        if (text.startsWith("//", at)) {
            return "\n";
        }
        if (text.startsWith("/*", at)) {
            return "*/";
        }
        if (text.startsWith("\"\"\"", at)) {
            return "\"\"\"";
        }
        return text.charAt(at) == '"' ? "\"" : text.charAt(at) == '\'' ? "'" : "";
    }
}
