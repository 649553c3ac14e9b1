package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.spi.RepoStoreDriver;
import dev.repostore.spi.StoreConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RepoStoresTest {

  private static final String SERVICE = "META-INF/services/" + RepoStoreDriver.class.getName();

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir
  Path folder;

  @AfterEach
  void restoreTheContextLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  /** A driver that is there. */
  public static class Alpha implements RepoStoreDriver {
    @Override
    public String name() {
      return "alpha";
    }

    @Override
    public RepoStore open(StoreConfig config) {
      return new MapStore() {
        @Override
        public StoreInfo info() {
          return new StoreInfo(
              "alpha",
              config.target(),
              config.option("namespace").orElse("default"),
              config.credential() == null
                  ? java.util.Set.of()
                  : java.util.Set.of(Capability.CREATE_TOKEN));
        }
      };
    }
  }

  /** Another that is there. */
  public static class Beta extends Alpha {
    @Override
    public String name() {
      return "beta";
    }
  }

  /** One that claims a name that is taken. */
  public static class OtherAlpha extends Alpha {}

  /** One that cannot be made. */
  public static class Exploding extends Alpha {
    /** Fails. */
    public Exploding() {
      throw new IllegalStateException("no native library");
    }
  }

  @Test
  void theDriverNamedInTheUrlOpensTheStore() throws IOException {
    offer(Alpha.class, Beta.class);
    StoreInfo info =
        RepoStores.open("repostore:alpha:/srv/repos?namespace=team").info();
    assertThat(info.location()).isEqualTo("/srv/repos");
    assertThat(info.namespace()).isEqualTo("team");
    assertThat(info.capabilities()).isEmpty();
    assertThat(RepoStores.open("repostore:ALPHA:x", Secret.of("s")).info().capabilities())
        .isNotEmpty();
    assertThat(RepoStores.drivers()).containsExactly("alpha", "beta");
  }

  @Test
  void aMissingDriverListsThoseThatAreThere() throws IOException {
    offer(Beta.class, Alpha.class);
    assertThat(refusal("repostore:gamma:x"))
        .hasMessageContaining("'gamma'")
        .hasMessageContaining("There is: alpha, beta");
  }

  @Test
  void noDriverAtAllIsSaidToo() throws IOException {
    offer();
    assertThat(refusal("repostore:gamma:x")).hasMessageContaining("There is no driver at all");
    assertThat(RepoStores.drivers()).isEmpty();
  }

  @Test
  void aClashIsAnErrorNamingBoth() throws IOException {
    offer(Alpha.class, OtherAlpha.class, Beta.class);
    assertThat(refusal("repostore:alpha:x"))
        .hasMessageContaining(Alpha.class.getName())
        .hasMessageContaining(OtherAlpha.class.getName());
    assertThat(RepoStores.open("repostore:beta:x").info().location()).isEqualTo("x");
  }

  @Test
  void aDriverThatCannotBeMadeDoesNotHideOthers() throws IOException {
    offer(Exploding.class, Alpha.class);
    assertThat(RepoStores.open("repostore:alpha:x").info().driver()).isEqualTo("alpha");
    assertThat(refusal("repostore:gamma:x"))
        .hasMessageContaining("There is: alpha, and one that could not be loaded")
        .hasCauseInstanceOf(ServiceConfigurationError.class)
        .hasRootCauseMessage("no native library");
  }

  @Test
  void aDriverThatIsNotThereDoesNotHideOthers() throws IOException {
    offerNamed("no.such.Driver", "not a class name", Alpha.class.getName());
    assertThat(refusal("repostore:gamma:x")).hasMessageContaining("could not be loaded");
    offerNamed("no.such.Driver", Alpha.class.getName());
    assertThat(RepoStores.drivers()).containsExactly("alpha");
  }

  @Test
  void aDriverWithAMissingLibraryDoesNotHideOthers() throws IOException {
    services("missing.library.Driver", Alpha.class.getName());
    Thread.currentThread().setContextClassLoader(new FolderLoader(folder) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals("missing.library.Driver")) {
          throw new NoClassDefFoundError("missing/library/Superclass");
        }
        return super.findClass(name);
      }
    });
    assertThat(RepoStores.drivers()).containsExactly("alpha");
    assertThat(refusal("repostore:gamma:x")).hasRootCauseInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  @Timeout(10)
  void aLoaderThatCannotBeReadEndsInAnError() {
    Thread.currentThread().setContextClassLoader(new ClassLoader(null) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        throw new IOException("the disk is gone");
      }
    });
    assertThat(refusal("repostore:gamma:x")).hasRootCauseMessage("the disk is gone");
  }

  @Test
  void aThreadWhoseLoaderSeesNothingUsesOurs() {
    Thread.currentThread().setContextClassLoader(new ClassLoader(null) {});
    assertThat(refusal("repostore:gamma:x")).hasMessageContaining("no driver at all");
    Thread.currentThread().setContextClassLoader(null);
    assertThat(refusal("repostore:gamma:x")).hasMessageContaining("no driver at all");
  }

  @Test
  void nothingIsKept() throws IOException {
    offer(Alpha.class);
    assertThat(RepoStores.drivers()).containsExactly("alpha");
    offer(Beta.class);
    assertThat(RepoStores.drivers()).containsExactly("beta");
  }

  private static InvalidRequestException refusal(String url) {
    return assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> RepoStores.open(url))
        .satisfies(refused -> assertThat(refused.field()).contains("url"))
        .actual();
  }

  private void offer(Class<?>... drivers) throws IOException {
    String[] names = new String[drivers.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = drivers[i].getName();
    }
    offerNamed(names);
  }

  private void offerNamed(String... classNames) throws IOException {
    services(classNames);
    Thread.currentThread().setContextClassLoader(new FolderLoader(folder));
  }

  private void services(String... classNames) throws IOException {
    Path file = folder.resolve(SERVICE);
    Files.createDirectories(file.getParent());
    Files.write(file, java.util.List.of(classNames));
  }

  /** Sees the tests' classes, and the services of one folder. */
  private static class FolderLoader extends ClassLoader {
    private final URI root;

    FolderLoader(Path root) {
      super(RepoStoresTest.class.getClassLoader());
      this.root = root.toUri();
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICE)
          ? java.util.Collections.enumeration(
              java.util.List.of(root.resolve(name).toURL()))
          : super.getResources(name);
    }
  }
}
