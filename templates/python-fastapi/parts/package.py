"""<{ (slice.entities[0].plural[:1]|upper ~ slice.entities[0].plural[1:] ~ ": from the route to the table.")|py_docstring }>"""
