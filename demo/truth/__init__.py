"""What each definition would say if nothing were hidden: rates from the answer key."""
