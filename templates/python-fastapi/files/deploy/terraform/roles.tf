<% set kubernetes = decided.orchestration == "kubernetes" %>
<% set trusted = decided.pipeline_credentials == "workload-identity" %>
<% set github = decided.ci == "github-actions" %>
<% if decided.cloud == "gcp" %>
# The service itself: it may read its one secret.
resource "google_service_account" "service" {
  account_id   = substr(local.name, 0, 30)
  display_name = local.name
}

resource "google_secret_manager_secret_iam_member" "service" {
  secret_id = google_secret_manager_secret.service.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.service.member
}
<% if kubernetes %>

resource "google_service_account_iam_member" "service" {
  service_account_id = google_service_account.service.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${local.name}/${local.service}]"
}
<% endif %>
<% if trusted %>

# The pipeline: runs of this repository's main branch become this account.
resource "google_iam_workload_identity_pool" "pipeline" {
  workload_identity_pool_id = substr(local.name, 0, 32)
}

resource "google_iam_workload_identity_pool_provider" "pipeline" {
  workload_identity_pool_id          = google_iam_workload_identity_pool.pipeline.workload_identity_pool_id
  workload_identity_pool_provider_id = "pipeline"
<% if github %>
  attribute_condition                = "assertion.sub == 'repo:${var.repository}:ref:refs/heads/main' || assertion.sub == 'repo:${var.repository}:environment:${var.environment}'"

  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
  }

  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
<% else %>
  attribute_condition                = "assertion.project_path == '${var.project_path}' && assertion.ref == 'main'"

  attribute_mapping = {
    "google.subject"    = "assertion.sub"
    "attribute.project" = "assertion.project_path"
  }

  oidc {
    issuer_uri = "https://${var.gitlab_host}"
  }
<% endif %>
}

resource "google_service_account" "pipeline" {
  account_id   = "${substr(local.name, 0, 21)}-pipeline"
  display_name = "Pipeline of ${local.name}"
}

resource "google_service_account_iam_member" "pipeline" {
  service_account_id = google_service_account.pipeline.name
  role               = "roles/iam.workloadIdentityUser"
<% if github %>
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.pipeline.name}/attribute.repository/${var.repository}"
<% else %>
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.pipeline.name}/attribute.project/${var.project_path}"
<% endif %>
}

<% if decided.container_registry == "artifact-registry" %>
resource "google_artifact_registry_repository_iam_member" "pipeline" {
  count = var.keeps_images ? 1 : 0

  repository = google_artifact_registry_repository.images[0].name
  location   = var.region
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.pipeline.member
}
<% endif %>
<% if kubernetes %>

# What it may do inside of the cluster is said there, by a RoleBinding in the namespace.
resource "google_project_iam_member" "pipeline" {
  project = var.project
  role    = "roles/container.clusterViewer"
  member  = google_service_account.pipeline.member
}
<% endif %>
<% endif %>
<% else %>
<% if kubernetes %>
data "aws_eks_cluster" "main" {
  name = var.cluster_name
}

locals {
  cluster_issuer = replace(data.aws_eks_cluster.main.identity[0].oidc[0].issuer, "https://", "")
}

# The service itself: it may read its one secret.
resource "aws_iam_role" "service" {
  name = local.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/${local.cluster_issuer}" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${local.cluster_issuer}:aud" = "sts.amazonaws.com"
          "${local.cluster_issuer}:sub" = "system:serviceaccount:${local.name}:${local.service}"
        }
      }
    }]
  })
}
<% else %>
# The service itself: it may read its one secret.
resource "aws_iam_role" "service" {
  name = local.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}
<% endif %>

resource "aws_iam_role_policy" "service" {
  name = "secret"
  role = aws_iam_role.service.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
        Resource = aws_secretsmanager_secret.service.arn
      },
      {
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.data.arn
      },
    ]
  })
}
<% if trusted %>
<% set host = "token.actions.githubusercontent.com" if github else "${var.gitlab_host}" %>

# The pipeline: runs for the environment become this role. The account's provider for <{ "GitHub" if github else "GitLab" }> is the platform's.
data "aws_iam_openid_connect_provider" "pipeline" {
  url = "https://<{ host }>"
}

resource "aws_iam_role" "pipeline" {
  name = "${local.name}-pipeline"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = data.aws_iam_openid_connect_provider.pipeline.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "<{ host }>:aud" = "sts.amazonaws.com"
<% if github %>
          "<{ host }>:sub" = ["repo:${var.repository}:ref:refs/heads/main", "repo:${var.repository}:environment:${var.environment}"]
<% else %>
          "<{ host }>:sub" = "project_path:${var.project_path}:ref_type:branch:ref:main"
<% endif %>
        }
      }
    }]
  })
}

<% if decided.container_registry == "ecr" %>
resource "aws_iam_role_policy" "images" {
  count = var.keeps_images ? 1 : 0

  name = "images"
  role = aws_iam_role.pipeline.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        Resource = aws_ecr_repository.images[0].arn
      },
    ]
  })
}
<% endif %>
<% if kubernetes %>

resource "aws_iam_role_policy" "release" {
  name = "release"
  role = aws_iam_role.pipeline.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "eks:DescribeCluster"
      Resource = data.aws_eks_cluster.main.arn
    }]
  })
}

# In the cluster it may change what lies in the namespace of the service, and nothing else.
resource "aws_eks_access_entry" "pipeline" {
  cluster_name  = var.cluster_name
  principal_arn = aws_iam_role.pipeline.arn
}

resource "aws_eks_access_policy_association" "pipeline" {
  cluster_name  = var.cluster_name
  principal_arn = aws_iam_role.pipeline.arn
  policy_arn    = "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy"

  access_scope {
    type       = "namespace"
    namespaces = [local.name]
  }
}
<% endif %>
<% endif %>
<% endif %>
