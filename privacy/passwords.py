from django.contrib.auth import hashers


class Argon2PasswordHasher(hashers.Argon2PasswordHasher):
    """argon2id with 46 MiB and one pass: the OWASP ASVS 5.0 (2025, appendix C) cost for one core."""

    time_cost = 1
    memory_cost = 46 * 1024
    parallelism = 1
