package dev.repostore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String SIZED = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final String CHUNKED = String.join(
      "\r\n",
      "HTTP/1.1 201 Created",
      "transfer-encoding: chunked",
      "",
      "3",
      "wor",
      "2;x=y",
      "ld",
      "0",
      "Trailer: t",
      "",
      "");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 4096})
  void readsSizedAndChunkedAnswersOnOneConnection(int piece) throws IOException {
    try (ScriptedServer server = new ScriptedServer(piece, SIZED, CHUNKED, SIZED);
        Wire wire = new Wire(server.address())) {
      TextBody body = new TextBody("l");
      wire.exchange(REQUEST, 200, body);
      assertThat(body.text()).isEqualTo("hello");
      wire.exchange(REQUEST, 201, body);
      assertThat(body.text()).isEqualTo("world");
      wire.exchange(REQUEST, 200, body);
      assertThat(body.text()).isEqualTo("hello");
      assertThat(wire.connects()).isEqualTo(1);
      assertThat(wire.received()).isEqualTo(15);
    }
  }

  @Test
  void readsToTheEndWhereNoLengthIsGiven() throws IOException {
    try (ScriptedServer server = new ScriptedServer(3, "HTTP/1.1 200 OK\r\n\r\nto the end");
        Wire wire = new Wire(server.address())) {
      TextBody body = new TextBody("end");
      wire.exchange(REQUEST, 200, body);
      assertThat(body.text()).isEqualTo("to the end");
      wire.exchange(REQUEST, 200, body);
      assertThat(wire.connects()).isEqualTo(2);
    }
  }

  @Test
  void refusesAnotherStatus() throws IOException {
    try (ScriptedServer server = new ScriptedServer(99, CHUNKED);
        Wire wire = new Wire(server.address())) {
      assertThatThrownBy(() -> wire.exchange(REQUEST, 200, new TextBody("world")))
          .isInstanceOf(WrongAnswerException.class)
          .hasMessage("status 201, not 200");
    }
  }

  @Test
  void refusesAnotherBody() throws IOException {
    try (ScriptedServer server = new ScriptedServer(99, SIZED);
        Wire wire = new Wire(server.address())) {
      assertThatThrownBy(() -> wire.exchange(REQUEST, 200, new TextBody("world")))
          .isInstanceOf(WrongAnswerException.class)
          .hasMessage("no 'world' in 'hello'");
    }
  }

  @Test
  void refusesHalfAnAnswer() throws IOException {
    String half = SIZED.substring(0, SIZED.length() - 2);
    try (ScriptedServer server = new ScriptedServer(99, half);
        Wire wire = new Wire(server.address())) {
      assertThatThrownBy(() -> wire.exchange(REQUEST, 200, new TextBody("h")))
          .hasMessageContaining("in the middle of an answer");
    }
  }
}
