"""Draw HTML for people: card, player page, report, reading sheet."""
