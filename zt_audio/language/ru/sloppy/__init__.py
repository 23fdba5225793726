"""Read what messages cut short, glue together or leave out; doubt what is not sure."""
