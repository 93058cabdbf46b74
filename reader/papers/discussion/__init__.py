"""What people say of a paper on the Hub: comments, put in their order and made readable."""
