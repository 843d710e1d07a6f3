"""Sources that are asked over the network, politely, and taken up again where they stopped."""
