<% set mysql = decided.database == "mysql" %>
<% set zones = decided.availability_zones == "several-zones" %>
<% set port = "3306" if mysql else "5432" %>
resource "random_password" "database" {
  length  = 40
  special = false
}

<% if decided.cloud == "gcp" %>
resource "google_sql_database_instance" "main" {
  name                = local.name
  database_version    = "<% if mysql %>MYSQL_8_4<% else %>POSTGRES_18<% endif %>"
  region              = var.region
  encryption_key_name = google_kms_crypto_key.data.id
  deletion_protection = true

  settings {
    tier              = var.database_size
    edition           = "ENTERPRISE"
    availability_type = "<% if zones %>REGIONAL<% else %>ZONAL<% endif %>"
    disk_autoresize   = true
    disk_size         = var.database_storage_gb

    backup_configuration {
      enabled                        = true
<% if mysql %>
      binary_log_enabled             = true
<% else %>
      point_in_time_recovery_enabled = true
<% endif %>
      transaction_log_retention_days = min(var.backup_days, 7)

      backup_retention_settings {
        retained_backups = var.backup_days
      }
    }

    ip_configuration {
      ipv4_enabled    = false
      private_network = var.network
      ssl_mode        = "ENCRYPTED_ONLY"
    }
<% if not mysql %>

<% for flag in ["cloudsql.enable_pgaudit", "log_checkpoints", "log_connections", "log_disconnections", "log_duration", "log_hostname", "log_lock_waits"] %>
    database_flags {
      name  = "<{ flag }>"
      value = "on"
    }

<% endfor %>
    database_flags {
      name  = "log_min_error_statement"
      value = "error"
    }

    database_flags {
      name  = "log_statement"
      value = "ddl"
    }
<% endif %>
  }
}

resource "google_sql_database" "main" {
  name     = "<{ package }>"
  instance = google_sql_database_instance.main.name
}

resource "google_sql_user" "service" {
  name     = "<{ package }>"
  instance = google_sql_database_instance.main.name
  password = random_password.database.result
}
<% else %>
resource "aws_db_subnet_group" "main" {
  name       = local.name
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "database" {
  name        = "${local.name}-database"
  description = "Who may reach the database of ${local.name}"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  for_each = toset(var.client_security_group_ids)

  description                  = "The service"
  security_group_id            = aws_security_group.database.id
  referenced_security_group_id = each.value
  from_port                    = <{ port }>
  to_port                      = <{ port }>
  ip_protocol                  = "tcp"
}

resource "aws_db_parameter_group" "main" {
  name   = local.name
  family = "<% if mysql %>mysql8.4<% else %>postgres18<% endif %>"

<% if mysql %>
  parameter {
    name  = "require_secure_transport"
    value = "ON"
  }
<% else %>
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  # Statements that change the schema, and what takes longer than a second.
  parameter {
    name  = "log_statement"
    value = "ddl"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }
<% endif %>
}

resource "aws_db_instance" "main" {
  identifier     = local.name
  engine         = "<% if mysql %>mysql<% else %>postgres<% endif %>"
  engine_version = "<% if mysql %>8.4<% else %>18<% endif %>"
  instance_class = var.database_size

  db_name  = "<{ package }>"
  username = "<{ package }>"
  password = random_password.database.result
  port     = <{ port }>

  allocated_storage     = var.database_storage_gb
  max_allocated_storage = var.database_storage_gb * 10
  storage_type          = "gp3"
  storage_encrypted     = true
  kms_key_id            = aws_kms_key.data.arn

  db_subnet_group_name   = aws_db_subnet_group.main.name
  parameter_group_name   = aws_db_parameter_group.main.name
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = false
  multi_az               = <% if zones %>true<% else %>false<% endif %>


  backup_retention_period    = var.backup_days
  copy_tags_to_snapshot      = true
  delete_automated_backups   = false
  deletion_protection        = true
  final_snapshot_identifier  = "${local.name}-final"
  auto_minor_version_upgrade = true

  iam_database_authentication_enabled = true
  enabled_cloudwatch_logs_exports     = [<% if mysql %>"error", "slowquery"<% else %>"postgresql", "upgrade"<% endif %>]
  monitoring_interval                 = 60
  monitoring_role_arn                 = aws_iam_role.database_monitoring.arn
  performance_insights_enabled        = true
  performance_insights_kms_key_id     = aws_kms_key.data.arn
}

resource "aws_iam_role" "database_monitoring" {
  name = "${local.name}-database-monitoring"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "database_monitoring" {
  role       = aws_iam_role.database_monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
<% endif %>
