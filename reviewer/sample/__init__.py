"""Sample deliveries and simulated council work, for trying the program and for tests."""
