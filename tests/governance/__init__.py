"""Tests of one room; a package, so that its fixtures do not clash with another room's."""
