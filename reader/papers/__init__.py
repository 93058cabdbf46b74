"""What a paper is: pure, without network, disk or screen."""
