"""Passwords of people in tests: hashed as the product hashes them, once over."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class Once(PBKDF2PasswordHasher):
    iterations = 1
