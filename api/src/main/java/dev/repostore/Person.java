package dev.repostore;

import java.util.Objects;

/** Who wrote or committed something, as Git recorded it: nothing here is verified. */
public record Person(String name, String email) {

  /** Checks that nothing is null. */
  public Person {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(email, "email");
  }
}
