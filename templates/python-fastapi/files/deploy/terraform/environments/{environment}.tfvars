# What differs in <{ environment.name }>. archplan wrote this file once; it is yours.
environment = "<{ environment.name }>"
<% if decided.container_registry in ["ecr", "artifact-registry"] %>

keeps_images = <% if environment.kind == "production" %>true<% else %>false<% endif %>

<% endif %>

<% if decided.cloud == "gcp" %>
project = "project"
network = "projects/project/global/networks/main"
<% else %>
vpc_id                    = "vpc-00000000"
subnet_ids                = ["subnet-00000001", "subnet-00000002"]
client_security_group_ids = ["sg-00000000"]
<% endif %>
<% if decided.orchestration == "kubernetes" %>

cluster_name = "<{ environment.name }>"
<% endif %>
<% if decided.pipeline_credentials == "workload-identity" and decided.ci == "github-actions" %>

repository = "organisation/<{ service.name }>"
<% elif decided.pipeline_credentials == "workload-identity" %>

project_path = "group/<{ service.name }>"
<% endif %>
<% if decided.cloud != "gcp" and (decided.load_balancing == "alb" or decided.api_gateway == "aws-api-gateway") %>

host    = "<{ service.name }>.<% if environment.kind != "production" %><{ environment.name }>.<% endif %>example.com"
zone_id = "Z0000000000000"
<% endif %>
