locals {
  service = "<{ service.name }>"
  name    = "${local.service}-${var.environment}"
}
