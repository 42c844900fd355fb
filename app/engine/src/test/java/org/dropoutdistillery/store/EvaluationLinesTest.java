package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.run.TinyRun;
import org.junit.jupiter.api.Test;

class EvaluationLinesTest {
  @Test
  void anEvaluationWithoutAPredictorIsRefusedWithItsLine() throws IOException {
    byte[] curve = EvaluationLines.of(TinyRun.drive(TinyRun.recipe()).curve());
    String[] lines = new String(curve, StandardCharsets.UTF_8).split("\n", -1);
    JsonNode second = new JsonMapper().readTree(lines[1]);
    ((ObjectNode) second.findParent("standard")).putNull("standard");
    byte[] spoilt = (lines[0] + "\n" + second).getBytes(StandardCharsets.UTF_8);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvaluationLines.read(NpyArray.ofBytes(spoilt)))
        .withMessageContaining("line 2: ")
        .withMessageContaining("standard: null, expected all that is measured of it");
  }
}
