package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dropoutdistillery.run.LiveChange;
import org.junit.jupiter.api.Test;

class ChangeMarksTest {
  private static final ChangeMarks MARKS = new ChangeMarks(List.of(), List.of(), Theme.LIGHT);

  @Test
  void changesFarApartHaveTagsOfTheirOwn() {
    assertThat(texts(1, 50, 100, 200)).containsExactly("1", "2", "3");
  }

  @Test
  void changesTooNearShareATag() {
    assertThat(texts(1, 50, 52, 55, 200)).containsExactly("1–3", "4");
    assertThat(texts(4, 50, 200, 201)).containsExactly("4", "5–6");
  }

  @Test
  void tagsDoNotOverlap() {
    double[] places = new double[60];
    for (int i = 0; i < places.length; i++) {
      places[i] = i * i / 3.0;
    }
    List<ChangeMarks.Tag> tags = MARKS.tags(1, places);

    assertThat(tags).hasSizeGreaterThan(5);
    for (int i = 1; i < tags.size(); i++) {
      double before = (tags.get(i - 1).from() + tags.get(i - 1).to()) / 2;
      double middle = (tags.get(i).from() + tags.get(i).to()) / 2;
      assertThat(middle - before)
          .isGreaterThanOrEqualTo((tags.get(i - 1).width() + tags.get(i).width()) / 2);
    }
  }

  @Test
  void numbersAreDrawnOnThePlot() throws Exception {
    List<LiveChange> changes =
        List.of(
            new LiveChange(700, "teacher.layers[0].dropRate", 0.4),
            new LiveChange(1900, "student.masksPerStep", 2));
    String svg =
        SvgWriter.svg(
            GapChart.of(SampleRun.curve(20, 30), changes, Theme.LIGHT), 900, 360, "gap", "the gap");

    assertThat(SvgText.texts(svg)).contains("1", "2");
  }

  private static List<String> texts(int first, double... places) {
    return MARKS.tags(first, places).stream().map(ChangeMarks.Tag::text).toList();
  }
}
