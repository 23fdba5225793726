"""Draw HTML and PDF for people: card, player page, report, reading sheet."""
