/** Roles that AWS makes when an account first uses a service, by words for them, and that a new account may be given before. */

/** docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
export const SERVICE_ROLES = {
  'role-autoscaling': 'autoscaling.amazonaws.com',
  'role-eks': 'eks.amazonaws.com',
  'role-eks-nodegroup': 'eks-nodegroup.amazonaws.com',
  'role-elasticache': 'elasticache.amazonaws.com',
  'role-rds': 'rds.amazonaws.com',
  'role-spot': 'spot.amazonaws.com',
} as const;
