<% set driver = "mysql+aiomysql" if decided.database == "mysql" else "postgresql+asyncpg" %>
<% set port = "3306" if decided.database == "mysql" else "5432" %>
<% set shared = jwt and not jwks %>
<% if decided.cloud == "gcp" %>
resource "google_secret_manager_secret" "service" {
  secret_id = local.name

  replication {
    auto {}
  }
}
<% if uses.entities %>

# The variables of the service that are secret; <% if shared %>APP_JWT_KEY is added by hand, and a version of it stays<% else %>a change of the password is a new version<% endif %>.
resource "google_secret_manager_secret_version" "service" {
  secret = google_secret_manager_secret.service.id
  secret_data = jsonencode({
    APP_DATABASE_URL = "<{ driver }>://<{ package }>:${random_password.database.result}@${google_sql_database_instance.main.private_ip_address}:<{ port }>/<{ package }>"
  })
<% if shared %>

  lifecycle {
    ignore_changes = [secret_data]
  }
<% endif %>
}
<% endif %>
<% else %>
resource "aws_secretsmanager_secret" "service" {
  name                    = local.name
  description             = "Variables of ${local.name} that are secret"
  kms_key_id              = aws_kms_key.data.arn
  recovery_window_in_days = 14
}
<% if uses.entities %>

# The variables of the service that are secret; <% if shared %>APP_JWT_KEY is added by hand, and a version of it stays<% else %>a change of the password is a new version<% endif %>.
resource "aws_secretsmanager_secret_version" "service" {
  secret_id = aws_secretsmanager_secret.service.id
  secret_string = jsonencode({
    APP_DATABASE_URL = "<{ driver }>://<{ package }>:${random_password.database.result}@${aws_db_instance.main.address}:<{ port }>/<{ package }>"
  })
<% if shared %>

  lifecycle {
    ignore_changes = [secret_string]
  }
<% endif %>
}
<% endif %>
<% endif %>
