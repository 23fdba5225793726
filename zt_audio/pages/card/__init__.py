"""Draw the driver's card."""
