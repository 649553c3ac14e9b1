package dev.repostore.repl;

import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Has JShell run what is typed in this process: no second JVM to start, and the words see the
 * stores that are open. JShell finds it by name.
 */
public final class LocalControlProvider implements ExecutionControlProvider {

  static final String NAME = "repostore";

  private final boolean talks;

  /** For the service loader. */
  public LocalControlProvider() {
    this(true);
  }

  LocalControlProvider(boolean talks) {
    this.talks = talks;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
    if (talks) {
      SessionText.observe(environment, Shell::typed);
    }
    return new LocalControl(Session.current(), talks);
  }
}
