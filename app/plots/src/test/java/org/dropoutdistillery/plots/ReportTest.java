package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.run.EvaluationPoint;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final List<EvaluationPoint> CURVE = SampleRun.curve(20, 30);
  private static final GapReport TEST = SampleRun.report(60, 0.0923, 0.00213);

  @Test
  void holdsTheSentenceAndTheNumbers() {
    String html = Report.html(content("digits", TEST, CURVE));

    assertThat(html).contains("<h1>digits</h1>", "The student closes most of the gap.");
    assertThat(html).contains("4\u202F600 steps, 14.2 s");
    assertThat(row(html, "standard"))
        .contains("5.5", "[3.5, 7.5]", "0.241", "[0.211, 0.271]", "0.0340", "0.092", "0.00210");
    assertThat(row(html, "mc")).contains("MC (T = 100)", "0.190", "0.184", ">100<");
    assertThat(row(html, "student")).contains("0.00213", "[0.00192, 0.00234]", "0.00190", ">1<");
    assertThat(html).contains("<dd class=\"figure\">0.090 <small>nats [0.080, 0.100]</small>");
    assertThat(html).contains("<dd class=\"figure\">97.7 <small>% [96.9, 98.5]</small>");
    assertThat(html).contains("Fidelity is not quality.", "pointwise", "validation rows");
    assertThat(html).contains("<dt>Seed</dt><dd>7</dd>");
    assertThat(html.indexOf("<dt>Data set")).isLessThan(html.indexOf("<dt>Seed"));
    assertThat(html).doesNotContain("class=\"stopped\"");
  }

  @Test
  void saysWhereNoDifferenceIsShown() {
    String html = Report.html(content("digits", TEST, CURVE));

    assertThat(difference(html, "NLL, nats")).contains("−0.045", "student better");
    assertThat(difference(html, "Error, percentage points"))
        .contains("no difference shown (n = 360)");
  }

  @Test
  void saysThatTheHeadlineShowsNoDifferenceAndThatTheGapIsNotDefined() {
    GapReport undecided =
        new GapReport(
            TEST.rows(),
            TEST.passes(),
            TEST.confidence(),
            TEST.standard(),
            TEST.monteCarlo(),
            TEST.student(),
            new Interval(0.0002, -0.001, 0.0014),
            null,
            TEST.noiseFloor(),
            TEST.mutualInformation(),
            TEST.studentMinusStandard(),
            null);
    String html = Report.html(content("digits", undecided, CURVE));

    assertThat(html).contains("0.0002 <small>nats [−0.0010, 0.0014]</small></dd><dd>no difference");
    assertThat(html).contains("not defined: the interval of KL(MC‖standard) contains 0");
  }

  @Test
  void claimsNothingOfADifferenceThatWasNotMeasured() {
    Interval unknown = new Interval(Double.NaN, Double.NaN, Double.NaN);
    GapReport report =
        new GapReport(
            TEST.rows(),
            TEST.passes(),
            TEST.confidence(),
            TEST.standard(),
            TEST.monteCarlo(),
            TEST.student(),
            unknown,
            unknown,
            TEST.noiseFloor(),
            TEST.mutualInformation(),
            new GapReport.Differences(unknown, unknown, unknown, unknown, McNemar.of(0, 0)),
            null);

    assertThat(Report.html(content("digits", report, CURVE)))
        .doesNotContain("student better", "standard better", "closer to the MC", "NaN");
  }

  @Test
  void asksNothingOfANetwork() {
    String html = Report.html(content("digits", TEST, CURVE));

    assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContainPattern("https?:")
        .doesNotContainPattern("(?i)<(script|link|img|iframe|object|embed)")
        .doesNotContainPattern("(?i)@import|src=|xlink:href|url\\((?!#)");
  }

  @Test
  void inlinesEveryPlotWithIdsOfItsOwn() throws Exception {
    String html = Report.html(content("digits", TEST, CURVE));
    List<String> plots = matches(html, "<svg.*?</svg>");
    List<String> ids = new ArrayList<>();
    for (String plot : plots) {
      SvgText.parse(plot);
      ids.addAll(matches(plot, " id=\"[^\"]+\""));
    }

    assertThat(plots).hasSize(7);
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(SvgText.texts(plots.get(0))).contains("standard", "distilled", "100 passes");
    assertThat(SvgText.texts(plots.get(6))).contains("220", "×");
  }

  @Test
  void escapesAllText() {
    ReportContent content =
        new ReportContent(
            "<script>alert(1)</script>",
            "a < b & \"c\"",
            "{\"name\": \"</pre><script>\"}",
            TEST,
            1,
            1,
            1,
            1,
            1,
            CURVE,
            Map.of("<b>key", "<i>value"));
    String html = Report.html(content);

    assertThat(html).doesNotContain("<script>", "</pre><", "<b>", "<i>");
    assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "a &lt; b &amp; &quot;c");
  }

  @Test
  void worksWithoutAStudent() {
    GapReport test = SampleRun.report(20, 0.09, Double.NaN);
    String html = Report.html(content("digits", test, SampleRun.curve(20, 0)));

    assertThat(html).contains("class=\"stopped\"", "there is no student yet");
    assertThat(row(html, "standard")).contains("0.090");
    assertThat(html).doesNotContain("<tr class=\"student\">", "Gap closed", ">distilled<");
  }

  @Test
  void worksWithoutTheTestRows() {
    String html = Report.html(content("digits", null, CURVE));

    assertThat(html).contains("stopped early, before the test rows were looked at");
    assertThat(html).contains("On 360 validation rows.");
    assertThat(html).doesNotContain("<table");
    assertThat(matches(html, "<svg.*?</svg>")).hasSize(7);
  }

  @Test
  void worksWithNothingMeasured() {
    ReportContent content =
        new ReportContent(
            "digits",
            "Stopped at once.",
            "{}",
            null,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            0,
            Double.NaN,
            List.of(),
            Map.of());
    String html = Report.html(content);

    assertThat(html).contains("Nothing was measured along the run", "0 steps, –");
    assertThat(html).doesNotContain("<svg", "NaN", "null");
  }

  @Test
  void warnsOfFewRows() {
    GapReport few =
        new GapReport(
            114,
            TEST.passes(),
            TEST.confidence(),
            TEST.standard(),
            TEST.monteCarlo(),
            null,
            null,
            null,
            TEST.noiseFloor(),
            TEST.mutualInformation(),
            null,
            null);

    assertThat(Report.html(content("digits", few, CURVE))).contains("fewer than 200 rows");
    assertThat(Report.html(content("digits", TEST, CURVE))).doesNotContain("fewer than 200 rows");
  }

  private static ReportContent content(String title, GapReport test, List<EvaluationPoint> curve) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Data set", "digits");
    facts.put("Seed", "7");
    return new ReportContent(
        title,
        "The student closes most of the gap.",
        "{\"version\": 1}",
        test,
        0.0021,
        0.184,
        0.0019,
        4600,
        14.23,
        curve,
        facts);
  }

  private static String row(String html, String key) {
    return matches(html, "<tr class=\"" + key + "\">.*?</tr>").get(0);
  }

  private static String difference(String html, String measure) {
    return matches(html, "<tr><td>" + measure + "</td>.*?</tr>").get(0);
  }

  private static List<String> matches(String html, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
