"""Turn problems into sentences in Kazakh, Russian and English."""
