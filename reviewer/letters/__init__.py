"""What leaves the house: letters, minutes, the decision log and the payment list."""
