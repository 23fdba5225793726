"""Write sticks, read them back, prove them."""
