/** The driver for Cloudflare Artifacts: its REST API over the JDK's HTTP client. */
@NullMarked
package dev.repostore.artifacts;

import org.jspecify.annotations.NullMarked;
