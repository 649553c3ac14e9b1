package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which store a prompt's work is done. */
class PromptsTest extends OnAStore {

  PromptsTest() {
    super(Place.EMBEDDED);
  }

  @Test
  void withSeveralStoresAPromptTakesOne() {
    open(options -> options, "one", "two");
    desk.ok("create_repo", Map.of("name", "base", "store", "two"));
    Prompt start = Prompts.among(List.of("one", "two")).get(0);
    Map<String, Object> arguments =
        Map.of("baseline", "base", "name", "try", "task", "Do it.", "store", "two");

    assertThat(text(start, arguments)).contains("Fork the repo 'base'", "in the store 'two'");
    assertThat(fails(start, Map.of("baseline", "base", "name", "try", "task", "Do it.")))
        .contains("not_found");
    assertThat(fails(start, Map.of("baseline", "b", "name", "n", "task", "t", "store", "three")))
        .contains("[one, two]");
    assertThat(Features.described(start).arguments())
        .filteredOn(argument -> argument.name().equals("store"))
        .singleElement()
        .satisfies(store -> assertThat(store.required()).isFalse())
        .satisfies(store -> assertThat(store.description()).contains("one, two"));
  }

  @Test
  void everyPromptSaysInWhichStore() {
    open(options -> options, "one", "two");
    desk.ok("create_repo", name("x"));
    for (Prompt prompt : Prompts.among(List.of("one", "two"))) {
      Map<String, Object> arguments = new java.util.HashMap<>();
      prompt.arguments().stream()
          .filter(Prompt.Argument::required)
          .forEach(argument -> arguments.put(argument.name(), "x"));
      assertThat(text(prompt, arguments)).contains("in the store 'one'");
    }
  }

  @Test
  void withOneStoreItIsNotAskedFor() {
    desk.ok("create_repo", name("base"));
    Prompt start = Prompts.among(List.of("main")).get(0);
    assertThat(Features.described(start).arguments())
        .extracting(argument -> argument.name())
        .containsExactly("baseline", "name", "task");
    assertThat(text(start, Map.of("baseline", "base", "name", "try", "task", "Do it.")))
        .doesNotContain("in the store");
  }

  private String text(Prompt prompt, Map<String, Object> arguments) {
    Outcome outcome = desk.call(prompt.tool(), arguments, new Desk.Mute());
    assertThat(outcome.failed()).as("%s", outcome.fields()).isFalse();
    return String.valueOf(outcome.fields().get("text"));
  }

  private String fails(Prompt prompt, Map<String, Object> arguments) {
    Outcome outcome = desk.call(prompt.tool(), arguments, new Desk.Mute());
    assertThat(outcome.failed()).isTrue();
    return String.valueOf(outcome.fields());
  }
}
