"""The records and the rules of a single window: no web framework, no paper, no sockets."""
