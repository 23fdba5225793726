"""Turn utterances into speech, by an engine or by a recording of a person."""
