"""The desk on which a claim is read, checked, calculated and proposed."""
