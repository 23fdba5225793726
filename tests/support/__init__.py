"""Support code of the tests: small projects, fakes, judges."""
