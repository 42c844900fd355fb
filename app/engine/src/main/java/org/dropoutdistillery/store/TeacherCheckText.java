package org.dropoutdistillery.store;

import java.util.Locale;
import java.util.stream.Collectors;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.SmallSample;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.run.RecipeLayer;
import org.dropoutdistillery.run.TeacherCheck;

/** What was found in a file of weights, and how good that is, in words. */
public final class TeacherCheckText {
  private final OutsideTeacher teacher;
  private final TeacherCheck check;
  private final boolean numbers;

  private TeacherCheckText(OutsideTeacher teacher, TeacherCheck check) {
    this.teacher = teacher;
    this.check = check;
    numbers = teacher.data().dataset().isRegression();
  }

  /** Returns lines that end in a line feed, for type of one width. */
  public static String of(OutsideTeacher teacher, TeacherCheck check) {
    TeacherCheckText text = new TeacherCheckText(teacher, check);
    return text.found() + text.table() + text.warnings();
  }

  private String found() {
    Architecture layers = teacher.network().architecture();
    return String.format(
        Locale.ROOT,
        "%s: layers %s, %s, %,d weights\n%s; drop rate of the input %s\n%s\n\n",
        teacher.file(),
        String.join(" → ", teacher.layers()),
        layers.widths(),
        layers.weightCount(),
        teacher.recipe().teacher().layers().stream()
            .map(TeacherCheckText::text)
            .collect(Collectors.joining(", ")),
        teacher.recipe().teacher().inputDropRate(),
        teacher.preparation());
  }

  private static String text(RecipeLayer layer) {
    return "%d %s%s with drop rate %s"
        .formatted(
            layer.units(),
            layer instanceof RecipeLayer.Conv conv
                ? "maps of %1$d × %1$d ".formatted(conv.kernel())
                : "",
            layer.activation().name().toLowerCase(Locale.ROOT),
            layer.dropRate());
  }

  private String table() {
    String rows =
        "%d validation rows of %s; %s %% intervals; rows that the teacher was trained on flatter it\n"
            .formatted(
                check.report().rows(),
                teacher.data().dataset().name(),
                plain(100 * check.report().confidence()));
    return line("", numbers ? "RMSE" : "error %", "NLL in nats")
        + line(
            "standard",
            error(check.standardError()),
            interval(check.report().standard().nll(), 1, "%.4f"))
        + line(
            "MC, %d passes".formatted(check.report().passes()),
            error(check.monteCarloError()),
            interval(check.report().monteCarlo().nll(), 1, "%.4f"))
        + "\n"
        + rows;
  }

  private String warnings() {
    String few = SmallSample.warning(check.report().rows());
    return (few.isEmpty() ? "" : few + "\n") + (check.isNearChance() ? nearChance() : "");
  }

  private String nearChance() {
    String none =
        numbers
            ? "always naming the mean (RMSE %s)".formatted(number(check.chance(), "%.4g"))
            : "always naming the most frequent class (error %s %%)"
                .formatted(number(100 * check.chance(), "%.1f"));
    return """
        WARNING: nothing shows that this teacher is better than %s.
        Was it trained on these data, with features and classes in this order? As it is read here, %s.
        Are the activations those that it was trained with? See app/docs/models.md.
        """
        .formatted(none, teacher.preparation());
  }

  private static String line(String name, String error, String nll) {
    return "%-18s %-24s %s".formatted(name, error, nll).stripTrailing() + "\n";
  }

  private String error(Interval interval) {
    return numbers ? interval(interval, 1, "%.4g") : interval(interval, 100, "%.2f");
  }

  private static String interval(Interval interval, double factor, String format) {
    return "%s [%s, %s]"
        .formatted(
            number(factor * interval.value(), format),
            number(factor * interval.low(), format),
            number(factor * interval.high(), format));
  }

  private static String number(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
