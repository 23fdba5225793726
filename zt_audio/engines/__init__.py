"""Speak with the engines that come with the program, through the same door as those of other makers."""
