/**
 * The embedded host: bare repositories with their metadata behind the driver {@code local}, and the
 * server that speaks the Artifacts REST API and Git smart HTTP.
 */
@NullMarked
package dev.repostore.host;

import org.jspecify.annotations.NullMarked;
