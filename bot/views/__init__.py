"""What messages look like on Discord: layouts of components, built from values. No behaviour."""
