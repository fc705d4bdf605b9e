"""What happens at Demo Telecom: persons, their problems, contacts and events.

Nothing here knows how a tool writes its export. Every event keeps the contact, the
problem and the true reason it came from, so an answer key can be read off.
"""
