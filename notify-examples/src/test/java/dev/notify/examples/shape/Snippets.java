package dev.notify.examples.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Code blocks of a page that claim to be compiled: those after {@code <!-- region: File.java#name -->}. The text must be
 * what stands in that file between {@code // region name} and {@code // endregion}, moved to the left edge.
 */
final class Snippets {

    private static final Pattern CLAIM = Pattern.compile("<!-- region: ([^#\\s]+)#(\\S+) -->");
    private static final Pattern REGION_BEGINS = Pattern.compile("\\s*// region (\\S+)\\s*");
    private static final Pattern REGION_ENDS = Pattern.compile("\\s*// endregion\\b.*");

    private Snippets() {}

    /** What is wrong with the claims of a page. */
    static List<String> problems(String page, Function<String, Optional<String>> sourceByName) {
        List<String> problems = new ArrayList<>();
        List<String> lines = page.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher claim = CLAIM.matcher(lines.get(i).strip());
            if (claim.matches()) {
                String name = claim.group(1) + "#" + claim.group(2);
                Optional<List<String>> region =
                        sourceByName.apply(claim.group(1)).flatMap(source -> region(source, claim.group(2)));
                Optional<List<String>> block = block(lines.subList(i + 1, lines.size()));
                if (region.isEmpty()) {
                    problems.add("line " + (i + 1) + ": there is no region " + name);
                } else if (block.isEmpty()) {
                    problems.add("line " + (i + 1) + ": no closed code block follows the claim " + name);
                } else if (!block.equals(region)) {
                    problems.add("line " + (i + 1) + ": differs from " + name + ", which is:\n"
                            + String.join("\n", region.get()));
                }
            }
        }
        return problems;
    }

    /** The lines of a fenced block, if one begins here. */
    private static Optional<List<String>> block(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).startsWith("```")) {
            return Optional.empty();
        }
        int end = lines.subList(1, lines.size()).indexOf("```");
        return end < 0 ? Optional.empty() : Optional.of(lines.subList(1, end + 1));
    }

    private static Optional<List<String>> region(String source, String name) {
        List<String> region = new ArrayList<>();
        int depth = 0;
        for (String line : source.lines().toList()) {
            Matcher begins = REGION_BEGINS.matcher(line);
            if (begins.matches()) {
                depth += depth > 0 || begins.group(1).equals(name) ? 1 : 0;
            } else if (REGION_ENDS.matcher(line).matches() && depth > 0) {
                depth--;
                if (depth == 0) {
                    return Optional.of(
                            String.join("\n", region).stripIndent().lines().toList());
                }
            } else if (depth > 0) {
                region.add(line);
            }
        }
        return Optional.empty();
    }
}
