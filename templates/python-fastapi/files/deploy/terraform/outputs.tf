<% set kubernetes = decided.orchestration == "kubernetes" %>
<% set trusted = decided.pipeline_credentials == "workload-identity" %>
<% if decided.cloud == "gcp" %>
<% if decided.container_registry == "artifact-registry" %>
output "registry" {
  description = "Where images lie: GOOGLE_REGISTRY of the pipeline."
  value       = "${var.region}-docker.pkg.dev/${var.project}/${local.service}"
}

<% endif %>
output "service_account" {
  description = "Account of the service."
  value       = google_service_account.service.email
}
<% if trusted %>

output "pipeline_account" {
  description = "Account of the pipeline: GOOGLE_BUILD_ACCOUNT and GOOGLE_DEPLOY_ACCOUNT."
  value       = google_service_account.pipeline.email
}

output "identity_provider" {
  description = "What trusts the pipeline: GOOGLE_IDENTITY_PROVIDER."
  value       = google_iam_workload_identity_pool_provider.pipeline.name
}
<% endif %>
<% else %>
<% if decided.container_registry == "ecr" %>
output "registry" {
  description = "Where images lie, in the environment that keeps them."
  value       = one(aws_ecr_repository.images[*].repository_url)
}

<% endif %>
output "service_role" {
  description = "Role of the service."
  value       = aws_iam_role.service.arn
}

output "secret" {
  description = "Name of the secret of the service."
  value       = aws_secretsmanager_secret.service.name
}
<% if trusted %>

output "pipeline_role" {
  description = "Role of the pipeline: AWS_BUILD_ROLE and AWS_DEPLOY_ROLE."
  value       = aws_iam_role.pipeline.arn
}
<% endif %>
<% endif %>
<% if uses.entities %>

output "database_address" {
  description = "Address of the database inside of the network."
<% if decided.cloud == "gcp" %>
  value       = google_sql_database_instance.main.private_ip_address
<% else %>
  value       = aws_db_instance.main.address
<% endif %>
}
<% endif %>
