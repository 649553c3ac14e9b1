/**
 * The contract of a store as JUnit tests: extend it in a driver's own tests to prove the driver.
 */
@NullMarked
package dev.repostore.tck;

import org.jspecify.annotations.NullMarked;
