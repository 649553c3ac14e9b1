package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  private final Origins origins =
      new Origins(List.of("GitHub.com", "git.example.org.", "[::1]", "bücher.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/a/b.git",
        "https://GITHUB.COM/a/b.git",
        "https://github.com./a/b.git",
        "https://github.com:8443/a/b.git",
        "https://codeload.github.com/a/b.git",
        "https://git.example.org/x",
        "https://[::1]:80/x",
        "https://xn--bcher-kva.example/x"
      })
  void knownHostsAreAllowed(String url) {
    assertThatCode(() -> origins.require(URI.create(url))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.org/github.com",
        "https://evilgithub.com/x",
        "https://github.com.evil.org/x",
        "https://github.com@evil.org/x",
        "https://evil.org@github.com/x",
        "https://evil.org:443#github.com/x",
        "https://evil.org?github.com",
        "https://evil.org/@github.com",
        "https://github.com:80@evil.org/x",
        "https://example.org/x",
        "https://com/x",
        "https://[::2]/x",
        "https://1/x",
        "https://g\u0456thub.com/x",
        "https://git_hub.com/x",
        "https://github%2ecom/x",
        "https:///x",
        "https:github.com",
        "mailto:a@github.com"
      })
  void allOthersAreRefused(String url) {
    assertThatThrownBy(() -> origins.require(URI.create(url))).isInstanceOf(RuntimeException.class);
  }
}
