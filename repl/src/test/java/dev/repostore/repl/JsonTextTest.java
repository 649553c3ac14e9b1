package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Scope;
import dev.repostore.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  record Thing(String defaultBranch, Secret secret, Scope scope, Optional<Instant> pushedAt) {}

  @Test
  void namesPartsAsTheWireDoes() {
    Thing thing = new Thing("main", Secret.of("canary"), Scope.READ, Optional.of(Instant.EPOCH));
    assertThat(JsonText.of(thing))
        .isEqualTo("{\"default_branch\":\"main\",\"secret\":\"***\",\"scope\":\"read\","
            + "\"pushed_at\":\"1970-01-01T00:00:00Z\"}");
  }

  @Test
  void takesWhateverThereIs() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("n", null);
    map.put("list", new ArrayList<>(Arrays.asList(1, 2.5, true, null, 'c')));
    map.put("array", new Object[] {"a", Optional.empty()});
    map.put("ints", new int[] {1, 2});
    map.put("nan", Double.NaN);
    assertThat(JsonText.of(map))
        .isEqualTo("{\"n\":null,\"list\":[1,2.5,true,null,\"c\"],\"array\":[\"a\",null],"
            + "\"ints\":[1,2],\"nan\":null}");
    assertThat(JsonText.of(List.of().stream())).isEqualTo("[]");
    assertThat(JsonText.of(null)).isEqualTo("null");
    assertThat(JsonText.of(List.of(0.1f, 0.1, 1e10, 100f))).isEqualTo("[0.1,0.1,1.0E+10,100.0]");
    assertThat(
            JsonText.of(List.of(OptionalInt.of(3), OptionalLong.empty(), OptionalDouble.of(0.5))))
        .isEqualTo("[3,null,0.5]");
  }

  @Test
  void hidesWhatLooksLikeASecret() {
    assertThat(JsonText.of(Map.of("art_v1_canary", "Bearer canary-canary")))
        .doesNotContain("canary");
  }
}
