<% set gcp = decided.cloud == "gcp" %>
terraform {
  required_version = ">= 1.11"

  required_providers {
<% if gcp %>
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
<% else %>
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
<% endif %>
<% if uses.entities %>
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
<% endif %>
  }
<% if decided.infrastructure_state == "object-store" %>

  # The bucket is given at `terraform init`; see README.md beside this file.
<% if gcp %>
  backend "gcs" {}
<% else %>
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
<% endif %>
<% endif %>
}

<% if gcp %>
provider "google" {
  project = var.project
  region  = var.region
}
<% else %>
provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Service     = local.name
      Environment = var.environment
<% if service.owner %>
      Owner       = <{ service.owner|hcl_string }>
<% endif %>
    }
  }
}
<% endif %>
