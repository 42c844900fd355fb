package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.run.EvaluationPoint;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SvgWriterTest {
  private static final List<EvaluationPoint> CURVE = SampleRun.curve(50, 50);

  @Test
  void keepsTextAsText() throws Exception {
    assertThat(SvgText.texts(gap("gap")))
        .contains(
            "teacher",
            "distilling",
            "standard",
            "distilled",
            "MC with",
            "100 passes",
            "0.01",
            "1k");
  }

  @Test
  void isOneElementWithoutPrologThatHasItsSize() throws Exception {
    String svg = gap("gap");
    Element root = SvgText.parse(svg).getDocumentElement();

    assertThat(svg).startsWith("<svg").doesNotContain("<?xml", "<!DOCTYPE", "<!--");
    assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 900 360");
    assertThat(root.getAttribute("font-family")).isEqualTo(Theme.FONT_STACK);
  }

  @Test
  void hasItsOwnIdsAndRefersToThemOnly() {
    String first = gap("first");
    String second = gap("second");

    assertThat(ids(first)).isNotEmpty().allMatch(id -> id.startsWith("first-"));
    assertThat(ids(second)).doesNotContainAnyElementsOf(ids(first));
    assertThat(ids(first)).containsAll(found(first, "url\\(#([^)]+)\\)"));
  }

  @Test
  void isSmall() {
    assertThat(gap("gap").getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(25_000);
    String reliability =
        SvgWriter.svg(
            ReliabilityChart.of((GapReport) CURVE.get(99).report(), Theme.LIGHT),
            500,
            500,
            "r",
            "bins");
    assertThat(reliability.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(60_000);
  }

  @Test
  void isTheSameEveryTime() {
    assertThat(gap("gap")).isEqualTo(gap("gap"));
  }

  @Test
  void escapesTheDescription() throws Exception {
    String svg =
        SvgWriter.svg(
            GapChart.of(CURVE, List.of(), Theme.LIGHT), 900, 360, "gap", "<script>a & b</script>");

    assertThat(svg).doesNotContain("<script>");
    assertThat(SvgText.parse(svg).getDocumentElement().getFirstChild().getTextContent())
        .isEqualTo("<script>a & b</script>");
  }

  @Test
  void refusesANameThatIsNoId() {
    assertThatThrownBy(() -> gap("1 gap"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'1 gap'")
        .hasMessageContaining("expected a letter");
  }

  private static String gap(String name) {
    return SvgWriter.svg(GapChart.of(CURVE, List.of(), Theme.LIGHT), 900, 360, name, "the gap");
  }

  private static Set<String> ids(String svg) {
    return found(svg, " id=\"([^\"]+)\"");
  }

  private static Set<String> found(String svg, String pattern) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(svg);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
