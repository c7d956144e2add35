"""Properties are judged by what they find, never by how fast they find it."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
