package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import org.eclipse.jgit.errors.TransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system says of a file here is not the remote's fault. */
class LocalFaultTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No space left on device",
        "Permission denied",
        "Read-only file system",
        "Disk quota exceeded",
        "File too large",
        "Too many open files"
      })
  void isToldAsSuch(String said) {
    TransportException failed = new TransportException(said, new IOException(said));
    assertThat(LocalFault.words(failed)).isNotNull().doesNotContain("remote");
  }

  @Test
  void theRemotesFaultIsNot() {
    assertThat(LocalFault.words(new SocketException("Permission denied (connect failed)")))
        .isNull();
    assertThat(LocalFault.words(new TransportException("the remote stopped"))).isNull();
  }
}
