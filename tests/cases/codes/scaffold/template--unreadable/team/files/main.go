package main

// <{ service.name | loud }
