"""Let people vouch for what is said: approvals, pairs, facts, keys, the proof of a native speaker."""
