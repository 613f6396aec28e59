"""<{ service.title|py_docstring }>."""
