"""Tell from a sentence the case, gender and manner in which a number or a noun is said."""
