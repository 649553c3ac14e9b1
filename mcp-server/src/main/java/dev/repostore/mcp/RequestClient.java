package dev.repostore.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of 2026-07-28, which answers a question by calling again. */
final class RequestClient implements Client {

  private static final String KEY = "confirm";
  private static final String OPEN = "open";

  private final Envelope envelope;
  private final Flight flight = Flight.current();
  private final Ticker ticker;
  private final Map<String, String> answered;

  RequestClient(Envelope envelope) {
    this.envelope = envelope;
    this.ticker = new Ticker(this::notify);
    this.answered = new LinkedHashMap<>(envelope.state());
    answered.remove(OPEN);
  }

  private void notify(double done, @Nullable Double total, String step) {
    if (envelope.progressToken() == null || flight.cancelled()) {
      return;
    }
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("progressToken", envelope.progressToken());
    params.put("progress", done);
    if (total != null) {
      params.put("total", total);
    }
    params.put("message", step);
    envelope.out().accept(Rpc.notification("notifications/progress", params));
  }

  @Override
  public void progress(double done, @Nullable Double total, String step) {
    ticker.tell(done, total, step);
  }

  @Override
  public boolean cancelled() {
    return flight.cancelled();
  }

  /** An empty object means forms, as it did before there was anything else. */
  @Override
  public boolean canAsk() {
    return envelope.capabilities().get("elicitation") instanceof Map<?, ?> ways
        && (ways.isEmpty() || ways.containsKey("form"));
  }

  @Override
  public boolean ask(String question, Map<String, String> about) {
    String subject = Seal.digest(List.of(question, about));
    if (subject.equals(envelope.state().get(OPEN))
        && envelope.answers().get(KEY) instanceof Map<?, ?> answer) {
      answered.put(subject, String.valueOf(answer.get("action")));
    }
    String action = answered.get(subject);
    if (action != null) {
      return action.equals("accept");
    }
    Map<String, String> state = new LinkedHashMap<>(answered);
    state.put(OPEN, subject);
    throw new AskedException(Map.of(KEY, form(question)), state);
  }

  private static Map<String, Object> form(String question) {
    Map<String, Object> nothing = Map.of("type", "object", "properties", Map.of());
    return Map.of(
        "method",
        "elicitation/create",
        "params",
        Map.of("mode", "form", "message", question, "requestedSchema", nothing));
  }
}
