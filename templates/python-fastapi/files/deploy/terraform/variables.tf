<% set gcp = decided.cloud == "gcp" %>
variable "environment" {
  description = "Which environment this is, such as <{ environments[-1].name }>."
  type        = string
}

<% if decided.container_registry in ["ecr", "artifact-registry"] %>
variable "keeps_images" {
  description = "Whether the registry stands here: one environment keeps the images of all."
  type        = bool
}

<% endif %>
<% if gcp %>
variable "project" {
  description = "The project that everything belongs to."
  type        = string
}

<% endif %>
variable "region" {
  description = "Where everything stands."
  type        = string
  default     = "<% if gcp %>europe-west3<% else %>eu-central-1<% endif %>"
}

<% if gcp %>
variable "network" {
  description = "Self link of the network of the cluster, with private service access."
  type        = string
}

<% else %>
variable "vpc_id" {
  description = "The network of the <% if decided.orchestration == "kubernetes" %>cluster<% else %>service<% endif %>."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets<% if decided.availability_zones == "several-zones" %> in several zones<% endif %>, for the database."
  type        = list(string)
}

variable "client_security_group_ids" {
  description = "Security groups of what may reach the database, such as that of the nodes."
  type        = list(string)
}

<% endif %>
<% if decided.orchestration == "kubernetes" %>
variable "cluster_name" {
  description = "The cluster that the platform runs."
  type        = string
}

<% endif %>
<% if uses.entities %>
variable "database_size" {
  description = "Machine of the database."
  type        = string
  default     = "<% if gcp %>db-custom-2-7680<% else %>db.t4g.medium<% endif %>"
}

variable "database_storage_gb" {
  description = "Storage of the database at the start; it grows by itself."
  type        = number
  default     = 20
}

variable "backup_days" {
  description = "For how many days the database can be brought back to any point."
  type        = number
  default     = 14
}

<% endif %>
<% if decided.pipeline_credentials == "workload-identity" and decided.ci == "github-actions" %>
variable "repository" {
  description = "The repository whose pipeline releases, as owner/name."
  type        = string
}
<% elif decided.pipeline_credentials == "workload-identity" %>
variable "project_path" {
  description = "The GitLab project whose pipeline releases, as group/name."
  type        = string
}

variable "gitlab_host" {
  description = "Where that project is."
  type        = string
  default     = "gitlab.com"
}
<% endif %>
<% if not gcp and (decided.load_balancing == "alb" or decided.api_gateway == "aws-api-gateway") %>

variable "host" {
  description = "The name that callers use; a zone of Route 53 holds it."
  type        = string
}

variable "zone_id" {
  description = "That zone."
  type        = string
}
<% endif %>
