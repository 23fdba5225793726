"""Turn content into published tracks: load, select voices, plan, execute, stage, publish."""
