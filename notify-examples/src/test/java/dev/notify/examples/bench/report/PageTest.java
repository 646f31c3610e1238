package dev.notify.examples.bench.report;

import static dev.notify.examples.bench.report.Backdrop.EMPTY;
import static dev.notify.examples.bench.report.Backdrop.FINISHED;
import static dev.notify.examples.bench.report.Backdrop.FUTURE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The tables and the charts of the same figures. */
class PageTest {

    private final Sheet fast = new Sheet("Fast");
    private final Sheet slow = new Sheet("Slow");

    PageTest() {
        fill(fast, 4_000, 2);
        fill(slow, 1_500, 80);
        fast.add(Figure.ACCEPT_64, FUTURE, 3_900);
        fast.add(Figure.ACCEPT_64, FINISHED, 1_000);
        fast.addCosts("drain", new Costs(0.0123, 2, 1, 1, 1_234.4));
        fast.remark("A remark.");
    }

    private static void fill(Sheet sheet, double accepted, double millis) {
        sheet.add(Figure.RAW_1, EMPTY, 1_000);
        sheet.add(Figure.ACCEPT_64, EMPTY, accepted);
        sheet.add(Figure.LATENESS, EMPTY, millis, 2 * millis, 3 * millis);
    }

    private String page() {
        return new Page("One run.", 1_000_000, List.of(fast, slow), List.of("mariadb was skipped: no server"))
                .markdown();
    }

    @Test
    void says_of_each_goal_and_database_whether_it_is_reached() {
        assertThat(page())
                .startsWith("One run.\n\n| ")
                .contains("| accept, 64 callers : raw commits, 1 thread | >= 3 | 4, reached | 1.50, **not reached** |")
                .contains("| lateness, p50, ms | <= 5 | 4, reached | 160, **not reached** |")
                .contains("| drain : raw queue table | >= 0.60 | - | - |")
                .contains("mariadb was skipped: no server");
    }

    @Test
    void shows_how_much_worse_a_full_database_is_and_marks_what_is_too_much() {
        assertThat(page())
                .contains("| empty | 1 M future | 1 M finished |")
                .contains("| accept, 64 callers | 4,000 | 3,900 | 1,000 | 1.03 | **4.00** |")
                .contains("| accept, 64 callers | 1,500 |  |  |  |  |")
                .contains("| lateness of what is scheduled | 4.00 / 6.00 / 6.00 |  |  |  |  |")
                .contains("| drain | 0.012 | 2.00 | 1.00 | 1.00 | 1,234 |")
                .contains("A remark.");
    }

    @Test
    void charts_are_well_formed_and_have_a_bar_for_each_figure() throws Exception {
        Map<String, String> charts = Charts.of(List.of(fast, slow), 1_000_000);

        assertThat(charts).containsOnlyKeys("goals.svg", "times.svg", "rows.svg");
        for (String chart : charts.values()) {
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(chart.getBytes(StandardCharsets.UTF_8)))
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
        }
        assertThat(charts.get("rows.svg")).contains(">1.03<", ">4<", "Fast: accept, 64 callers");
        assertThat(charts.get("goals.svg")).contains("lateness, p50, ms &lt;= 5", ">Fast<", ">Slow<");
    }

    @Test
    void a_bar_is_as_long_as_its_value_and_ends_where_the_chart_does() throws Exception {
        BarChart chart = new BarChart(
                "A & B",
                List.of("one", "two", "three"),
                List.of(new BarChart.Group("<g>", List.of(1.0, 2.0, 90.0))),
                1,
                4);

        NodeList bars = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("rect");

        // The first is the background, then the legend's three.
        assertThat(width(bars, 4)).isEqualTo(105);
        assertThat(width(bars, 5)).isEqualTo(210);
        assertThat(width(bars, 6)).isEqualTo(420);
        assertThat(bars.getLength()).isEqualTo(7);
    }

    private static double width(NodeList bars, int index) {
        return Double.parseDouble(((Element) bars.item(index)).getAttribute("width"));
    }
}
