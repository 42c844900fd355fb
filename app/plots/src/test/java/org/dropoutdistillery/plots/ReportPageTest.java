package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.evaluate.RoadReport;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.Road;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.TestResult;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final List<EvaluationPoint> CURVE = SampleRun.curve(20, 30);
  private static final Recipe RECIPE = new RecipeCatalog().load("digits");
  private static final GapReport TEST = SampleRun.report(60, 0.0923, 0.00213);

  @Test
  void holdsTheSentenceAndTheNumbers() {
    String html = ReportPage.html(content("digits", TEST, CURVE));

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
    String html = ReportPage.html(content("digits", TEST, CURVE));

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
    String html = ReportPage.html(content("digits", undecided, CURVE));

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

    assertThat(ReportPage.html(content("digits", report, CURVE)))
        .doesNotContain("student better", "standard better", "closer to the MC", "NaN");
  }

  @Test
  void asksNothingOfANetwork() {
    String html = page(SampleRun.test());

    assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContainPattern("https?:")
        .doesNotContainPattern("(?i)<(script|link|img|iframe|object|embed)")
        .doesNotContainPattern("(?i)@import|src=|xlink:href|url\\((?!#)");
  }

  @Test
  void inlinesEveryPlotWithIdsOfItsOwn() throws Exception {
    String html = page(SampleRun.test());
    List<String> plots = matches(html, "<svg.*?</svg>");
    List<String> ids = new ArrayList<>();
    for (String plot : plots) {
      SvgText.parse(plot);
      ids.addAll(matches(plot, " id=\"[^\"]+\""));
    }

    assertThat(plots).hasSize(12);
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(SvgText.texts(plots.get(0))).contains("moments, pairwise", "standard");
    assertThat(SvgText.texts(plots.get(2)))
        .contains("T = 16 is enough", "student = MC at T ≈ 66 [56, 75]");
    assertThat(SvgText.texts(plots.get(5))).contains("standard", "distilled", "100 passes");
    assertThat(SvgText.texts(plots.get(11))).contains("220", "×");
  }

  @Test
  void escapesAllText() {
    Recipe recipe = new RecipeCatalog().load("digits", Map.of("description", "\"</pre><script>\""));
    ReportContent content =
        new ReportContent(
            "<script>alert(1)</script>",
            "a < b & \"c\"",
            recipe,
            result(TEST),
            1,
            1,
            CURVE,
            Map.of("<b>key", "<i>value"));
    String html = ReportPage.html(content);

    assertThat(html).doesNotContain("<script>", "</pre><", "<b>", "<i>");
    assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "a &lt; b &amp; &quot;c");
  }

  @Test
  void worksWithoutAStudent() {
    GapReport test = SampleRun.report(20, 0.09, Double.NaN);
    String html = ReportPage.html(content("digits", test, SampleRun.curve(20, 0)));

    assertThat(html).contains("class=\"stopped\"", "there is no student yet");
    assertThat(row(html, "standard")).contains("0.090");
    assertThat(html).doesNotContain("<tr class=\"student\">", "Gap closed", ">distilled<");
  }

  @Test
  void worksWithoutTheTestRows() {
    String html = ReportPage.html(content("digits", null, CURVE));

    assertThat(html).contains("stopped early, before the test rows were looked at");
    assertThat(html).contains("On 360 validation rows.");
    assertThat(html).doesNotContain("<table");
    assertThat(matches(html, "<svg.*?</svg>")).hasSize(7);
  }

  @Test
  void worksWithNothingMeasured() {
    ReportContent content =
        new ReportContent(
            "digits", "Stopped at once.", RECIPE, null, 0, Double.NaN, List.of(), Map.of());
    String html = ReportPage.html(content);

    assertThat(html).contains("Nothing was measured along the run", "0 steps, –");
    assertThat(withoutRecipe(html)).doesNotContain("<svg", "NaN", "null");
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

    assertThat(ReportPage.html(content("digits", few, CURVE))).contains("fewer than 200 rows");
    assertThat(ReportPage.html(content("digits", TEST, CURVE)))
        .doesNotContain("fewer than 200 rows");
  }

  @Test
  void saysHowManyRowsOnlyOneOfThemGotRight() {
    String html = ReportPage.html(content("digits", TEST, CURVE));

    assertThat(difference(html, "Error, percentage points"))
        .contains("student 5, standard 4 rows", "mid-p 0.75", "exact p 1");
  }

  @Test
  void showsEveryRoadBesideTheThree() {
    String html = page(SampleRun.test());

    assertThat(road(html, "moments, pairwise"))
        .contains("0.0077", "91.7", "0.27", "the student is nearer, by 0.00550 [0.00510, 0.00590]");
    assertThat(road(html, "moments, mean field"))
        .contains("nearer than the student, by 0.00090 [0.00050, 0.00130]");
    assertThat(road(html, "moments, sampled"))
        .contains("no difference shown (n = 360) between it and the student");
    assertThat(html).contains("all masks: could not be gone", "row 3 has at least 2^58 masks");
    assertThat(withoutRecipe(html)).doesNotContain("NaN", "null");
  }

  @Test
  void showsWhatAnExpectationLinearTeacherDoesToItsOwnGap() {
    String html = page(SampleRun.test());
    String own = html.substring(html.indexOf("The expectation-linear teacher and its own masks"));

    assertThat(own).contains("Mutual information");
    assertThat(road(own, "the teacher of this run")).contains("0.092", "0.12");
    assertThat(road(own, "expectation-linear")).contains("0.074", "0.12");
  }

  @Test
  void saysNothingOfRoadsAndPassesThatWereNotAskedFor() {
    assertThat(ReportPage.html(content("digits", TEST, CURVE)))
        .doesNotContain("Other roads", "What passes are worth", "Changed while");
  }

  @Test
  void roadsOfWhichNoneCouldBeGoneLeaveTheirReasons() {
    TestResult all = SampleRun.test();
    List<RoadResult> refused = all.roads().stream().filter(r -> r.report() == null).toList();
    String html = page(new TestResult(all.report(), all.costs(), refused, List.of()));

    assertThat(html).contains("row 3 has at least 2^58 masks").doesNotContain("Beside the student");
  }

  @Test
  void saysWhatPassesAreWorth() throws Exception {
    String html = page(SampleRun.test());
    List<String> plots = matches(html, "<figure><svg.*?</figure>");

    assertThat(plots.get(0))
        .contains("KL from the MC average")
        .contains("From T = 16 on, more passes would change it by less than a tenth of standard")
        .contains("The student equals MC at T ≈ 66 [56, 75].");
    assertThat(plots.get(1)).contains("NLL").doesNotContain("student equals");
    assertThat(html).contains("on 360 test rows");
  }

  @Test
  void saysWhereTheCurveHasFewerRowsThanTheTable() {
    TestResult test = SampleRun.test();
    AveragingCurve all = test.averaging().get(0);
    AveragingCurve some = new AveragingCurve(all.metric(), 100, all.points(), all.rowError());

    assertThat(page(new TestResult(test.report(), test.costs(), List.of(), List.of(some))))
        .contains("on the first 100 test rows", "on all 360 test rows");
  }

  @Test
  void listsTheChangesThatWereMade() {
    Recipe recipe =
        RECIPE.withChanges(
            List.of(
                new LiveChange(700, "teacher.layers[0].dropRate", 0.4),
                new LiveChange(9000, "student.masksPerStep", 2)));
    String html =
        ReportPage.html(
            new ReportContent("digits", "", recipe, null, 4600, 14.23, CURVE, Map.of()));
    String changes = matches(html, "<table class=\"changes\">.*?</table>").get(0);

    assertThat(changes).contains(">1<", ">700<", "teacher.layers[0].dropRate", ">0.4<");
    assertThat(changes).as("never came to act").doesNotContain("masksPerStep");
  }

  @Test
  void reportsOnPredictedNumbers() {
    RegressionReport numbers = SampleRun.numbers(0.0019, 0.0002);
    List<EvaluationPoint> curve =
        List.of(
            SampleRun.point(0, Phase.STUDENT, 0.1, 0, numbers),
            SampleRun.point(50, Phase.STUDENT, 0.1, 1, numbers));
    TestResult test =
        new TestResult(
            numbers,
            SampleRun.COSTS,
            List.of(
                new RoadResult(
                    Road.MOMENTS,
                    new RoadReport(
                        numbers.student(), numbers.gapClosed(), SampleRun.around(0.0001, 0.0004)),
                    0.08,
                    null,
                    null)),
            List.of(
                SampleRun.averaging(AveragingMetric.MSE, 0.139, 0.043),
                SampleRun.averaging(AveragingMetric.SQUARED_DISTANCE, 0, 0.043)));
    String html =
        ReportPage.html(new ReportContent("sine", "", RECIPE, test, 50, 1, curve, Map.of()));

    assertThat(row(html, "student"))
        .contains("data-label=\"RMSE\"", "0.374", "[0.354, 0.394]", "0.00020");
    assertThat(difference(html, "Squared error, unit²")).contains("0.0200", "standard better");
    assertThat(road(html, "moments")).contains("0.374", "no difference shown");
    assertThat(html).contains("Δ = mean (MC − standard)² − mean (MC − student)²");
    assertThat(html).contains("How good against the target", "RMSE (unit of the target)");
    assertThat(html)
        .doesNotContain("KL", "Brier", "ECE", "Calibration", "reliability", "McNemar", "NaN");
  }

  private static String page(TestResult test) {
    return ReportPage.html(
        new ReportContent("digits", "", RECIPE, test, 4600, 14.23, CURVE, Map.of()));
  }

  private static ReportContent content(String title, GapReport test, List<EvaluationPoint> curve) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Data set", "digits");
    facts.put("Seed", "7");
    return new ReportContent(
        title,
        "The student closes most of the gap.",
        RECIPE,
        test == null ? null : result(test),
        4600,
        14.23,
        curve,
        facts);
  }

  private static TestResult result(Report report) {
    return new TestResult(report, SampleRun.COSTS, List.of(), List.of());
  }

  private static String road(String html, String name) {
    return matches(html, "<tr class=\"\\w+\"><th scope=\"row\">" + name + "</th>.*?</tr>").get(0);
  }

  /** The recipe says null where a value is left open. */
  private static String withoutRecipe(String html) {
    return html.substring(0, html.indexOf("<pre>"));
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
