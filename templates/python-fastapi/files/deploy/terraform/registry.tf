<% if decided.cloud == "gcp" %>
resource "google_artifact_registry_repository" "images" {
  count = var.keeps_images ? 1 : 0

  repository_id = local.service
  location      = var.region
  format        = "DOCKER"
  kms_key_name  = google_kms_crypto_key.data.id

  docker_config {
    immutable_tags = true
  }
}
<% else %>
resource "aws_ecr_repository" "images" {
  count = var.keeps_images ? 1 : 0

  name                 = local.service
  image_tag_mutability = "IMMUTABLE"

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.data.arn
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

# A release can go back to any of the last fifty images.
resource "aws_ecr_lifecycle_policy" "images" {
  count = var.keeps_images ? 1 : 0

  repository = aws_ecr_repository.images[0].name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep the last fifty images"
      selection = {
        tagStatus   = "any"
        countType   = "imageCountMoreThan"
        countNumber = 50
      }
      action = { type = "expire" }
    }]
  })
}
<% endif %>
