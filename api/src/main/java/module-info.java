/** The vocabulary of Git hosting, and finding a driver for it. Depends on nothing. */
module dev.repostore {
  requires static org.jspecify;

  exports dev.repostore;
  exports dev.repostore.spi;

  uses dev.repostore.spi.RepoStoreDriver;
}
