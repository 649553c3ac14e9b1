package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestRateLimitTest {

  @TempDir
  Path data;

  private TestServer limitedTo(int requests) {
    HostLimits standard = HostLimits.STANDARD;
    return TestServer.with(
        data,
        settings -> settings.withLimits(new HostLimits(
            standard.fileBytes(), standard.repoBytes(), requests, standard.importTime())));
  }

  @Test
  void oneRequestTooManyIsToldWhenToComeBack() {
    try (TestServer server = limitedTo(3)) {
      TestSpace space = new TestSpace(server, "busy");
      for (int i = 0; i < 3; i++) {
        assertThat(server.get(space.repos()).status()).isEqualTo(200);
      }
      Answer refused = server.get(space.repos());
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isEqualTo("10");
      assertThat(refused.header("x-should-retry")).isNull();
      assertThat(refused.code()).isEqualTo(971);
      assertThat(refused.json().getBoolean("success")).isFalse();
      server.clock.advance(Duration.ofSeconds(10));
      assertThat(server.get(space.repos()).status()).isEqualTo(200);
    }
  }

  @Test
  void namespacesDoNotTouchEachOtherWhateverTheirCase() {
    try (TestServer server = limitedTo(1)) {
      assertThat(server.get(new TestSpace(server, "one").repos()).status()).isEqualTo(200);
      assertThat(server.get(new TestSpace(server, "two").repos()).status()).isEqualTo(200);
      assertThat(server.get(new TestSpace(server, "ONE").repos()).status()).isEqualTo(429);
    }
  }

  @Test
  void strangersDoNotUseUpTheLimit() {
    try (TestServer server = limitedTo(1)) {
      TestSpace space = new TestSpace(server, "mine");
      for (int i = 0; i < 3; i++) {
        assertThat(server.send(server.anonymous(space.repos()).GET()).status()).isEqualTo(401);
      }
      assertThat(server.get(space.repos()).status()).isEqualTo(200);
    }
  }

  @Test
  void gitIsCountedByRepo() {
    try (TestServer server = limitedTo(3)) {
      TestSpace space = new TestSpace(server, "git");
      Answer made = space.create("{\"name\":\"busy\"}");
      Answer other = space.create("{\"name\":\"calm\"}");
      for (int i = 0; i < 3; i++) {
        assertThat(refs(server, made).status()).isEqualTo(200);
      }
      Answer refused = refs(server, made);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isEqualTo("10");
      assertThat(refused.text()).startsWith("Too many requests for this repo");
      assertThat(refs(server, other).status()).isEqualTo(200);
      server.clock.advance(Duration.ofSeconds(10));
      assertThat(refs(server, made).status()).isEqualTo(200);
    }
  }

  private static Answer refs(TestServer server, Answer made) {
    String path = URI.create(made.result().getString("remote")).getPath();
    return server.send(server
        .anonymous(path + "/info/refs?service=git-upload-pack")
        .header("Authorization", "Bearer " + made.result().getString("token"))
        .GET());
  }
}
