<% if decided.cloud == "gcp" %>
resource "google_kms_key_ring" "data" {
  name     = local.name
  location = var.region
}

# Encrypts what the service keeps<% if uses.entities %>: images and database<% endif %>.
resource "google_kms_crypto_key" "data" {
  name            = "data"
  key_ring        = google_kms_key_ring.data.id
  rotation_period = "7776000s"

  lifecycle {
    prevent_destroy = true
  }
}
<% else %>
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# Encrypts what the service keeps: images<% if uses.entities %>, database<% endif %> and secrets.
resource "aws_kms_key" "data" {
  description         = "Data of ${local.name}"
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AccountDecidesByRoles"
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_kms_alias" "data" {
  name          = "alias/${local.name}"
  target_key_id = aws_kms_key.data.key_id
}
<% endif %>
