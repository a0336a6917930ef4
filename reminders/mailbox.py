"""The demo's and the tests' post: each mail is one file, named by its Message-ID, so that it comes once."""
