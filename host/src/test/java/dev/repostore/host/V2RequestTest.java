package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.PacketLineOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class V2RequestTest {

  @Test
  void partsAreTakenApart() throws IOException {
    assertThat(read("deepen 3")).satisfies(request -> {
      assertThat(request.command()).isEqualTo("fetch");
      assertThat(request.capabilities()).containsExactly("agent=x");
      assertThat(request.arguments()).containsExactly("deepen 3");
    });
    assertThat(read("deepen-since 1790000000").arguments()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepen x", "deepen ", "deepen-since 1/", "deepen-since 99999999999"})
  void whatIsNoNumberIsTheSendersFault(String argument) {
    assertThatExceptionOfType(PackProtocolException.class)
        .isThrownBy(() -> read(argument))
        .withMessageContaining("not a whole number");
  }

  private static V2Request read(String argument) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PacketLineOut out = new PacketLineOut(bytes);
    out.writeString("command=fetch");
    out.writeString("agent=x");
    out.writeDelim();
    out.writeString(argument);
    out.end();
    return V2Request.read(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
