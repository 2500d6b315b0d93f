"""Tests; the folders mirror the apps."""
