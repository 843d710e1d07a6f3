"""What people can do on Discord, one module for each thing."""
