/**
 * What whoever runs Terraform must be allowed on AWS, by types of resources: what the provider calls. The actions of each service
 * are in AWS's Service Authorization Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */
import type { AwsTarget } from '../../../constructs/environment/targets';
import { type CloudNeeds, need, type Needs } from '../../../core/rights/needs';
import { ofAccounts } from './account-needs';
import { ec2, iam, of, passRoles, serviceRoles, useKeys } from './actions';
import { ofBackups } from './backup-needs';
import { ofEdges } from './edge-needs';
import { policies } from './policies';
import { reads } from './reads';

const tagsOfEc2 = ec2('CreateTags', 'DeleteTags');
const tagsOfRds = of('rds', 'AddTagsToResource', 'RemoveTagsFromResource');
const tagsOfCaches = of('elasticache', 'AddTagsToResource', 'RemoveTagsFromResource');
const tagsOfEks = of('eks', 'TagResource', 'UntagResource');

/** The argument of a bucket that has a resource of its own: reads and writes of one name. */
const ofBucket = (name: string, ...more: string[]) => need(of('s3', `Get${name}`), of('s3', `Put${name}`, ...more));

const rules = ec2('DescribeSecurityGroups', 'DescribeSecurityGroupRules');

const types: Needs = {
  // Network
  aws_vpc: need(
    ec2('DescribeVpcs', 'DescribeVpcAttribute', 'DescribeNetworkAcls', 'DescribeRouteTables', 'DescribeSecurityGroups'),
    [...ec2('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute'), ...tagsOfEc2],
  ),
  aws_subnet: need(ec2('DescribeSubnets'), [
    ...ec2('CreateSubnet', 'DeleteSubnet', 'ModifySubnetAttribute', 'DescribeNetworkInterfaces'),
    ...tagsOfEc2,
  ]),
  aws_internet_gateway: need(ec2('DescribeInternetGateways'), [
    ...ec2('CreateInternetGateway', 'DeleteInternetGateway', 'AttachInternetGateway', 'DetachInternetGateway'),
    ...tagsOfEc2,
  ]),
  aws_eip: need(ec2('DescribeAddresses', 'DescribeAddressesAttribute'), [
    ...ec2('AllocateAddress', 'ReleaseAddress', 'DisassociateAddress'),
    ...tagsOfEc2,
  ]),
  aws_nat_gateway: need(ec2('DescribeNatGateways'), [...ec2('CreateNatGateway', 'DeleteNatGateway'), ...tagsOfEc2]),
  aws_route_table: need(ec2('DescribeRouteTables'), [
    ...ec2('CreateRouteTable', 'DeleteRouteTable', 'CreateRoute', 'ReplaceRoute', 'DeleteRoute'),
    ...tagsOfEc2,
  ]),
  aws_route: need(ec2('DescribeRouteTables'), ec2('CreateRoute', 'ReplaceRoute', 'DeleteRoute')),
  aws_route_table_association: need(
    ec2('DescribeRouteTables'),
    ec2('AssociateRouteTable', 'DisassociateRouteTable', 'ReplaceRouteTableAssociation'),
  ),
  aws_network_acl: need(ec2('DescribeNetworkAcls'), [
    ...ec2('CreateNetworkAcl', 'DeleteNetworkAcl', 'ReplaceNetworkAclAssociation'),
    ...ec2('CreateNetworkAclEntry', 'DeleteNetworkAclEntry'),
    ...tagsOfEc2,
  ]),
  aws_network_acl_rule: need(
    ec2('DescribeNetworkAcls'),
    ec2('CreateNetworkAclEntry', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry'),
  ),
  aws_default_security_group: need(rules, [
    ...ec2('RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'),
    ...ec2('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'),
    ...tagsOfEc2,
  ]),
  aws_security_group: need(rules, [
    ...ec2('CreateSecurityGroup', 'DeleteSecurityGroup', 'DescribeNetworkInterfaces'),
    ...ec2('RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'),
    ...ec2('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'),
    ...tagsOfEc2,
  ]),
  aws_vpc_security_group_ingress_rule: need(rules, [
    ...ec2('AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress', 'ModifySecurityGroupRules'),
    ...tagsOfEc2,
  ]),
  aws_vpc_security_group_egress_rule: need(rules, [
    ...ec2('AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupEgress', 'ModifySecurityGroupRules'),
    ...tagsOfEc2,
  ]),
  aws_vpc_endpoint: need(ec2('DescribeVpcEndpoints', 'DescribePrefixLists', 'DescribeNetworkInterfaces'), [
    ...ec2('CreateVpcEndpoint', 'DeleteVpcEndpoints', 'ModifyVpcEndpoint'),
    ...of('route53', 'AssociateVPCWithHostedZone'),
    ...tagsOfEc2,
  ]),
  aws_vpc_peering_connection: need(ec2('DescribeVpcPeeringConnections'), [
    ...ec2('CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'ModifyVpcPeeringConnectionOptions'),
    ...tagsOfEc2,
  ]),
  aws_vpc_peering_connection_accepter: need(ec2('DescribeVpcPeeringConnections'), [
    ...ec2('AcceptVpcPeeringConnection', 'ModifyVpcPeeringConnectionOptions'),
    ...tagsOfEc2,
  ]),
  aws_flow_log: need(ec2('DescribeFlowLogs'), [...ec2('CreateFlowLogs', 'DeleteFlowLogs'), ...passRoles, ...tagsOfEc2]),

  // Identities
  aws_iam_role: need(
    iam('GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies', 'ListRoleTags'),
    iam(
      ...['CreateRole', 'DeleteRole', 'UpdateRole', 'UpdateRoleDescription', 'UpdateAssumeRolePolicy'],
      ...['TagRole', 'UntagRole', 'ListInstanceProfilesForRole', 'PutRolePermissionsBoundary'],
      'DeleteRolePermissionsBoundary',
    ),
  ),
  aws_iam_policy: need(
    iam('GetPolicy', 'GetPolicyVersion', 'ListPolicyVersions'),
    iam('CreatePolicy', 'CreatePolicyVersion', 'DeletePolicy', 'DeletePolicyVersion', 'TagPolicy', 'UntagPolicy'),
  ),
  aws_iam_role_policy: need(iam('GetRolePolicy'), iam('PutRolePolicy', 'DeleteRolePolicy')),
  aws_iam_role_policy_attachment: need(iam('ListAttachedRolePolicies'), iam('AttachRolePolicy', 'DetachRolePolicy')),
  aws_iam_openid_connect_provider: need(
    iam('GetOpenIDConnectProvider'),
    iam(
      ...['CreateOpenIDConnectProvider', 'DeleteOpenIDConnectProvider', 'UpdateOpenIDConnectProviderThumbprint'],
      ...['AddClientIDToOpenIDConnectProvider', 'RemoveClientIDFromOpenIDConnectProvider'],
      ...['TagOpenIDConnectProvider', 'UntagOpenIDConnectProvider'],
    ),
  ),

  // Keys and secrets
  aws_kms_key: need(
    of('kms', 'DescribeKey', 'GetKeyPolicy', 'GetKeyRotationStatus', 'ListResourceTags'),
    of(
      'kms',
      ...['CreateKey', 'PutKeyPolicy', 'EnableKeyRotation', 'DisableKeyRotation', 'EnableKey', 'DisableKey'],
      ...['UpdateKeyDescription', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource'],
    ),
  ),
  aws_kms_alias: need(of('kms', 'ListAliases'), of('kms', 'CreateAlias', 'UpdateAlias', 'DeleteAlias')),
  aws_secretsmanager_secret: need(of('secretsmanager', 'DescribeSecret', 'GetResourcePolicy'), [
    ...of('secretsmanager', 'CreateSecret', 'UpdateSecret', 'DeleteSecret', 'TagResource', 'UntagResource'),
    ...useKeys,
  ]),
  aws_secretsmanager_secret_version: need(
    [...of('secretsmanager', 'GetSecretValue', 'DescribeSecret'), ...of('kms', 'Decrypt')],
    [...of('secretsmanager', 'PutSecretValue', 'UpdateSecretVersionStage'), ...useKeys],
  ),
  aws_cloudformation_stack: need(of('cloudformation', 'DescribeStacks', 'GetTemplate', 'GetStackPolicy'), [
    ...of('cloudformation', 'CreateStack', 'UpdateStack', 'DeleteStack', 'DescribeStackEvents'),
    // CloudFormation acts with the rights of who calls it.
    ...of('secretsmanager', 'CreateSecret', 'UpdateSecret', 'DeleteSecret', 'DescribeSecret', 'TagResource'),
    ...of('secretsmanager', 'UntagResource', 'GetRandomPassword', 'GetSecretValue', 'PutSecretValue'),
    ...of('elasticache', 'CreateUser', 'ModifyUser', 'DeleteUser', 'DescribeUsers', 'ListTagsForResource'),
    ...tagsOfCaches,
    ...useKeys,
  ]),

  // Cluster
  aws_eks_cluster: need(of('eks', 'DescribeCluster', 'ListTagsForResource'), [
    ...of('eks', 'CreateCluster', 'DeleteCluster', 'UpdateClusterConfig', 'UpdateClusterVersion'),
    ...of('eks', 'AssociateEncryptionConfig', 'DescribeUpdate', 'ListUpdates'),
    ...ec2('DescribeSubnets', 'DescribeVpcs', 'DescribeSecurityGroups'),
    ...tagsOfEks,
    ...passRoles,
    ...serviceRoles,
    ...useKeys,
  ]),
  aws_eks_node_group: need(of('eks', 'DescribeNodegroup'), [
    ...of('eks', 'CreateNodegroup', 'DeleteNodegroup', 'UpdateNodegroupConfig', 'UpdateNodegroupVersion'),
    ...of('eks', 'DescribeUpdate'),
    ...ec2('RunInstances', 'DescribeLaunchTemplates', 'DescribeLaunchTemplateVersions', 'DescribeSubnets'),
    ...tagsOfEks,
    ...passRoles,
    ...serviceRoles,
  ]),
  aws_eks_addon: need(of('eks', 'DescribeAddon'), [
    ...of('eks', 'CreateAddon', 'DeleteAddon', 'UpdateAddon', 'DescribeUpdate', 'DescribeAddonConfiguration'),
    ...of('eks', 'CreatePodIdentityAssociation', 'DeletePodIdentityAssociation', 'UpdatePodIdentityAssociation'),
    ...of('eks', 'DescribePodIdentityAssociation', 'ListPodIdentityAssociations'),
    ...tagsOfEks,
    ...passRoles,
  ]),
  aws_eks_access_entry: need(of('eks', 'DescribeAccessEntry'), [
    ...of('eks', 'CreateAccessEntry', 'DeleteAccessEntry', 'UpdateAccessEntry'),
    ...tagsOfEks,
  ]),
  aws_eks_access_policy_association: need(
    of('eks', 'ListAssociatedAccessPolicies'),
    of('eks', 'AssociateAccessPolicy', 'DisassociateAccessPolicy'),
  ),
  aws_eks_pod_identity_association: need(of('eks', 'DescribePodIdentityAssociation'), [
    ...of('eks', 'CreatePodIdentityAssociation', 'DeletePodIdentityAssociation', 'UpdatePodIdentityAssociation'),
    ...tagsOfEks,
    ...passRoles,
  ]),
  aws_launch_template: need(ec2('DescribeLaunchTemplates', 'DescribeLaunchTemplateVersions'), [
    ...ec2('CreateLaunchTemplate', 'CreateLaunchTemplateVersion', 'DeleteLaunchTemplate', 'ModifyLaunchTemplate'),
    ...tagsOfEc2,
  ]),
  aws_scheduler_schedule: need(of('scheduler', 'GetSchedule'), [
    ...of('scheduler', 'CreateSchedule', 'UpdateSchedule', 'DeleteSchedule'),
    ...passRoles,
  ]),

  // Databases and caches
  aws_db_instance: need(of('rds', 'DescribeDBInstances', 'ListTagsForResource'), [
    ...of('rds', 'CreateDBInstance', 'CreateDBInstanceReadReplica', 'ModifyDBInstance', 'DeleteDBInstance'),
    ...of('rds', 'RebootDBInstance', 'PromoteReadReplica', 'CreateDBSnapshot'),
    ...of('rds', 'RestoreDBInstanceToPointInTime', 'RestoreDBInstanceFromDBSnapshot'),
    ...tagsOfRds,
    ...passRoles,
    ...serviceRoles,
    ...useKeys,
  ]),
  aws_db_instance_automated_backups_replication: need(of('rds', 'DescribeDBInstanceAutomatedBackups'), [
    ...of('rds', 'StartDBInstanceAutomatedBackupsReplication', 'StopDBInstanceAutomatedBackupsReplication'),
    ...useKeys,
  ]),
  ...ofBackups,
  aws_db_parameter_group: need(of('rds', 'DescribeDBParameterGroups', 'DescribeDBParameters', 'ListTagsForResource'), [
    ...of('rds', 'CreateDBParameterGroup', 'ModifyDBParameterGroup', 'ResetDBParameterGroup', 'DeleteDBParameterGroup'),
    ...tagsOfRds,
  ]),
  aws_db_subnet_group: need(of('rds', 'DescribeDBSubnetGroups', 'ListTagsForResource'), [
    ...of('rds', 'CreateDBSubnetGroup', 'ModifyDBSubnetGroup', 'DeleteDBSubnetGroup'),
    ...tagsOfRds,
  ]),
  aws_elasticache_replication_group: need(
    of('elasticache', 'DescribeReplicationGroups', 'DescribeCacheClusters', 'ListTagsForResource'),
    [
      ...of('elasticache', 'CreateReplicationGroup', 'ModifyReplicationGroup', 'DeleteReplicationGroup'),
      ...of('elasticache', 'ModifyReplicationGroupShardConfiguration', 'CreateSnapshot'),
      ...of('elasticache', 'IncreaseReplicaCount', 'DecreaseReplicaCount'),
      ...tagsOfCaches,
      ...serviceRoles,
      ...useKeys,
    ],
  ),
  aws_elasticache_parameter_group: need(
    of('elasticache', 'DescribeCacheParameterGroups', 'DescribeCacheParameters', 'ListTagsForResource'),
    [
      ...of('elasticache', 'CreateCacheParameterGroup', 'ModifyCacheParameterGroup', 'DeleteCacheParameterGroup'),
      ...of('elasticache', 'ResetCacheParameterGroup'),
      ...tagsOfCaches,
    ],
  ),
  aws_elasticache_subnet_group: need(of('elasticache', 'DescribeCacheSubnetGroups', 'ListTagsForResource'), [
    ...of('elasticache', 'CreateCacheSubnetGroup', 'ModifyCacheSubnetGroup', 'DeleteCacheSubnetGroup'),
    ...tagsOfCaches,
  ]),
  aws_elasticache_user: need(of('elasticache', 'DescribeUsers', 'ListTagsForResource'), [
    ...of('elasticache', 'CreateUser', 'ModifyUser', 'DeleteUser'),
    ...tagsOfCaches,
  ]),
  aws_elasticache_user_group: need(of('elasticache', 'DescribeUserGroups', 'ListTagsForResource'), [
    ...of('elasticache', 'CreateUserGroup', 'ModifyUserGroup', 'DeleteUserGroup'),
    ...tagsOfCaches,
  ]),

  // Object stores
  aws_s3_bucket: need(
    of(
      's3',
      ...['ListBucket', 'GetBucketLocation', 'GetBucketTagging', 'GetBucketAcl', 'GetBucketCORS', 'GetBucketWebsite'],
      ...['GetBucketPolicy', 'GetBucketVersioning', 'GetBucketLogging', 'GetBucketRequestPayment'],
      ...['GetAccelerateConfiguration', 'GetLifecycleConfiguration', 'GetReplicationConfiguration'],
      ...['GetEncryptionConfiguration', 'GetBucketObjectLockConfiguration'],
    ),
    of('s3', 'CreateBucket', 'DeleteBucket', 'PutBucketTagging', 'PutBucketObjectLockConfiguration'),
  ),
  aws_s3_bucket_cors_configuration: ofBucket('BucketCORS'),
  aws_s3_bucket_lifecycle_configuration: ofBucket('LifecycleConfiguration'),
  aws_s3_bucket_logging: ofBucket('BucketLogging'),
  aws_s3_bucket_object_lock_configuration: ofBucket('BucketObjectLockConfiguration'),
  aws_s3_bucket_ownership_controls: ofBucket('BucketOwnershipControls'),
  aws_s3_bucket_policy: ofBucket('BucketPolicy', 'DeleteBucketPolicy'),
  aws_s3_bucket_public_access_block: ofBucket('BucketPublicAccessBlock'),
  aws_s3_bucket_replication_configuration: need(of('s3', 'GetReplicationConfiguration'), [
    ...of('s3', 'PutReplicationConfiguration'),
    ...passRoles,
  ]),
  aws_s3_bucket_server_side_encryption_configuration: ofBucket('EncryptionConfiguration'),
  aws_s3_bucket_versioning: ofBucket('BucketVersioning'),

  ...ofAccounts,
  ...ofEdges,

  // Zones
  aws_route53_zone: need(of('route53', 'GetHostedZone', 'ListTagsForResource', 'GetChange'), [
    ...of('route53', 'CreateHostedZone', 'UpdateHostedZoneComment', 'DeleteHostedZone', 'ChangeTagsForResource'),
    // A zone without protection goes with its records.
    ...of('route53', 'ListResourceRecordSets', 'ChangeResourceRecordSets'),
  ]),
  aws_route53_record: need(of('route53', 'GetHostedZone', 'ListResourceRecordSets', 'GetChange'), [
    ...of('route53', 'ChangeResourceRecordSets'),
  ]),
  aws_route53_key_signing_key: need(of('route53', 'GetDNSSEC', 'GetChange'), [
    ...of('route53', 'CreateKeySigningKey', 'ActivateKeySigningKey', 'DeactivateKeySigningKey', 'DeleteKeySigningKey'),
    ...of('kms', 'CreateGrant', 'DescribeKey', 'GetPublicKey', 'Sign'),
  ]),
  aws_route53_hosted_zone_dnssec: need(of('route53', 'GetDNSSEC', 'GetChange'), [
    ...of('route53', 'EnableHostedZoneDNSSEC', 'DisableHostedZoneDNSSEC'),
  ]),
  aws_route53_health_check: need(of('route53', 'GetHealthCheck', 'ListTagsForResource'), [
    ...of('route53', 'CreateHealthCheck', 'UpdateHealthCheck', 'DeleteHealthCheck', 'ChangeTagsForResource'),
  ]),
  aws_route53_query_log: need(of('route53', 'GetQueryLoggingConfig'), [
    ...of('route53', 'CreateQueryLoggingConfig', 'DeleteQueryLoggingConfig'),
  ]),

  // Schedules
  aws_sfn_state_machine: need(
    of(
      'states',
      'DescribeStateMachine',
      'ListStateMachineVersions',
      'ListTagsForResource',
      'ValidateStateMachineDefinition',
    ),
    [
      ...of('states', 'CreateStateMachine', 'UpdateStateMachine', 'DeleteStateMachine', 'TagResource', 'UntagResource'),
      ...passRoles,
    ],
  ),

  // Logs
  aws_cloudwatch_log_resource_policy: need(of('logs', 'DescribeResourcePolicies'), [
    ...of('logs', 'PutResourcePolicy', 'DeleteResourcePolicy'),
  ]),
  aws_cloudwatch_log_group: need(of('logs', 'DescribeLogGroups', 'ListTagsForResource'), [
    ...of('logs', 'CreateLogGroup', 'DeleteLogGroup', 'PutRetentionPolicy', 'DeleteRetentionPolicy'),
    ...of('logs', 'TagResource', 'UntagResource', 'AssociateKmsKey', 'DisassociateKmsKey'),
  ]),

  ...reads,
};

export const needs: CloudNeeds<AwsTarget> = { types, write: policies };
