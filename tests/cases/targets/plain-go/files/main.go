// Command <{ service.name }> serves <{ service.title|comment_text }>.
package main

import (
	"encoding/json"
	"log"
	"net/http"
)

// Operations of the plan that wait for their code.
var operations = []string{
<% for resource in resources %>
<% for operation in resource.operations %>
	<{ (operation.method ~ " " ~ operation.path)|tojson }>,
<% endfor %>
<% endfor %>
}

func answer(w http.ResponseWriter, kind string, status int, body map[string]any) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

func main() {
	mux := http.NewServeMux()
	for _, probe := range []string{"live", "ready"} {
		mux.HandleFunc("GET <{ health_path }>/"+probe, func(w http.ResponseWriter, _ *http.Request) {
			answer(w, "application/json", http.StatusOK, map[string]any{"status": "ok"})
		})
	}
	for _, operation := range operations {
		mux.HandleFunc(operation, func(w http.ResponseWriter, _ *http.Request) {
			status := http.StatusNotImplemented
			answer(w, "application/problem+json", status, map[string]any{"title": http.StatusText(status), "status": status})
		})
	}
	log.Fatal(http.ListenAndServe(":8000", mux))
}
