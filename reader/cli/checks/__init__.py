"""What `daily-papers doctor` checks."""
