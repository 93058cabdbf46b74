"""What the screens are made of; every widget draws what it is given."""
