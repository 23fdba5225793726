"""Judge takes and recordings before they are used."""
