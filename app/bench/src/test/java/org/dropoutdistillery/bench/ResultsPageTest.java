package org.dropoutdistillery.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsPageTest {
  @TempDir private Path folder;

  @Test
  void eachPartKeepsTheOther() throws IOException {
    Path page = folder.resolve("RESULTS.md");
    ResultsPage.ENGINE.write(page, "# Engine\n\nfast\n");
    assertThat(Files.readString(page)).isEqualTo("# Engine\n\nfast\n");
    ResultsPage.WINDOW.write(page, "smooth\n");
    ResultsPage.ENGINE.write(page, "# Engine\n\nfaster\n");
    ResultsPage.WINDOW.write(page, "smoother\n");
    assertThat(Files.readString(page))
        .isEqualTo("# Engine\n\nfaster\n\n## The window\n\nsmoother\n");
  }

  @Test
  void theWindowMayComeFirst() throws IOException {
    Path page = folder.resolve("RESULTS.md");
    ResultsPage.WINDOW.write(page, "smooth\n");
    ResultsPage.ENGINE.write(page, "# Engine\n");
    assertThat(Files.readString(page)).isEqualTo("# Engine\n\n## The window\n\nsmooth\n");
  }
}
