"""The demonstration unit and the load for benchmarks: invented records, built by pure code.

Nothing here touches a database. What is real and what is synthetic is told in
``docs/demonstration.md``.
"""
