package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.InvalidRequestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialRequestTest {

  private static final URI REMOTE = URI.create("http://127.0.0.1:8787/git/default/hello.git");

  @ParameterizedTest
  @CsvSource({
    "http,127.0.0.1:8787,git/default/hello.git,true",
    "http,127.0.0.1:8787,git/default/Hello.git,true",
    "http,127.0.0.1:8787,git/default/hello,true",
    "http,127.0.0.1:8787,git/default/hello.git/,true",
    "HTTP,127.0.0.1:8787,git/default/hello.git,true",
    "https,127.0.0.1:8787,git/default/hello.git,false",
    "http,127.0.0.1:8788,git/default/hello.git,false",
    "http,127.0.0.1,git/default/hello.git,false",
    "http,localhost:8787,git/default/hello.git,false",
    "http,127.0.0.1:8787@evil.example,git/default/hello.git,false",
    "http,evil.example,git/default/hello.git,false",
    "http,127.0.0.1:8787,git/other/hello.git,false",
    "http,127.0.0.1:8787,git/default/hello.git/x,false",
    "http,127.0.0.1:8787,x/../git/default/hello.git,false",
    "http,a b,git/default/hello.git,false",
    "http,user@127.0.0.1:8787,git/default/hello.git,false",
    "http,127.0.0.1:8787.evil.example,git/default/hello.git,false",
    "http,127.0.0.1:87870,git/default/hello.git,false",
    "http,127.0.0.1:8787/git/default/hello.git?x=,hello.git,false",
    "http,127.0.0.1:8787,git/default/hello.git#/hello,false",
    "http,127.0.0.1:8787,git/default/hello.git?x,false",
    "http,127.0.0.1:8787,git//default/hello.git,false",
    "http,127.0.0.1:8787,/git/default/hello.git,false",
    "http,127.0.0.1:8787,git/default/%2e%2e/hello.git,false",
    "'','','',false"
  })
  void isAboutOneRemoteOnly(String protocol, String host, String path, boolean expected)
      throws IOException {
    CredentialRequest request = read(
        "protocol=" + protocol + "\nhost=" + host + "\npath=" + path + "\nwwwauth[]=Basic\n\n");
    assertThat(request.isAbout(REMOTE)).isEqualTo(expected);
  }

  @Test
  void knowsTheUsualPort() throws IOException {
    CredentialRequest request = read("protocol=https\nhost=a.example\npath=git/x.git\n");
    assertThat(request.isAbout(URI.create("https://a.example:443/git/x.git"))).isTrue();
    assertThat(request.repo()).isEqualTo("x");
  }

  @Test
  void missesThePath() throws IOException {
    assertThat(read("protocol=https\nhost=a.example\n").hasNoPath()).isTrue();
    assertThat(read("protocol=cert\npath=x\n").hasNoPath())
        .as("a certificate's")
        .isFalse();
    for (String little : new String[] {"", "path=x\n", "protocol=https\n"}) {
      assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> read(little));
    }
  }

  /** Git takes what a URL spells %0d for a carriage return, and a reader of lines for an end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "path=x\rhost=127.0.0.1:8787\rpath=git/default/hello.git\n",
        "path=git/default/hello.git\r\n",
        "path=git/default/hello.git\0\n",
        "path=x\npath=git/default/hello.git\n",
        "path=x\nhost=127.0.0.1:8787\n"
      })
  void oneUrlIsNotTakenForAnother(String rest) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> read("protocol=http\nhost=evil.example\n" + rest + "\n"));
  }

  @Test
  void isNotReadWithoutEnd() {
    Reader endless = new Reader() {
      @Override
      public int read(char[] into, int from, int length) {
        java.util.Arrays.fill(into, from, from + length, 'x');
        return length;
      }

      @Override
      public void close() {}
    };
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> CredentialRequest.read(new BufferedReader(endless)));
  }

  private static CredentialRequest read(String text) throws IOException {
    return CredentialRequest.read(new BufferedReader(new StringReader(text)));
  }
}
