"""What leaves the house: letters, register, payments, log, copies."""
