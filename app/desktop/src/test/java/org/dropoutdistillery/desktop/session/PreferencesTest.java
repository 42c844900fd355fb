package org.dropoutdistillery.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dropoutdistillery.desktop.session.Messages.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {
  private final Messages messages = new Messages();
  @TempDir Path folder;

  @Test
  void areThereAgainAtTheNextStart() {
    Preferences first = new Preferences(folder.resolve("new"), messages);
    first.setLook(new Look(true, true));
    first.setSize(1000, 700);
    first.addRecent(folder.resolve("a.csv"));
    first.addRecent(folder.resolve("b.csv"));
    first.addRecent(folder.resolve("a.csv"));
    first.setRecipe("moons");
    first.setLessonSeen(true);
    Preferences second = new Preferences(folder.resolve("new"), messages);
    assertThat(second.values()).isEqualTo(first.values());
    assertThat(second.values().recent())
        .containsExactly(folder.resolve("a.csv").toString(), folder.resolve("b.csv").toString());
    assertThat(messages.list()).isEmpty();
  }

  @Test
  void aDamagedFileCountsAsNoneAndAMessageSaysSo() throws IOException {
    for (String damaged : new String[] {"{\"look\":", "null", "[]", "{\"width\":\"wide\"}"}) {
      Files.writeString(folder.resolve("preferences.json"), damaged);
      int before = messages.list().size();
      Preferences preferences = new Preferences(folder, messages);
      assertThat(preferences.values()).isEqualTo(Preferences.Values.DEFAULT);
      assertThat(messages.list()).hasSize(before + 1);
      assertThat(messages.list().get(before).level()).isEqualTo(Level.WARNING);
      assertThat(messages.list().get(before).text()).contains("preferences.json");
    }
  }

  @Test
  void sizesThatFitNoScreenAreNotTaken() throws IOException {
    Files.writeString(folder.resolve("preferences.json"), "{\"width\": 3, \"height\": -1e9}");
    Preferences preferences = new Preferences(folder, messages);
    assertThat(preferences.values().width()).isEqualTo(1280);
    assertThat(preferences.values().height()).isEqualTo(800);
  }

  @Test
  void whereNothingCanBeWrittenOneWarningIsEnough() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Preferences preferences = new Preferences(file, messages);
    preferences.setRecipe("moons");
    preferences.setRecipe("xor");
    assertThat(preferences.values().recipe()).isEqualTo("xor");
    assertThat(messages.list()).hasSize(2); // one about reading, one about writing
  }
}
