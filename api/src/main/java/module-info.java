/** The vocabulary of Git hosting, and finding a driver for it. Depends on nothing. */
module dev.repostore {
  requires static org.jspecify;

  uses dev.repostore.spi.RepoStoreDriver;
}
