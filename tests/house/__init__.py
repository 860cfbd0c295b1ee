"""The rules of the house; a failure says what to do."""
