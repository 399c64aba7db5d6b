/** Why rights on AWS reach further than the actions and resources that they name. */
import type { WideReason } from '../../../core/rights/right';

/** Rights of one role or key. */
const rowsOf = (of: RegExp, reasons: readonly (readonly [may: RegExp, because: string])[]): WideReason[] =>
  reasons.map(([may, because]) => ({ of, may, because }));

const LIST = 'AWS cannot limit what lists or describes to single resources';

const DATA_KEYS = 'a data key with its plaintext or without, as the service asks for it';

export const wide: readonly WideReason[] = [
  ...rowsOf(/^aws_iam_role_policy(_attachment)?\.deploy_/, [
    [/^policy /, '`policies` of the identity names it'],
    [/./, 'a plan looks for everything that the stack has, in the regions of the target; it changes nothing'],
  ]),
  ...rowsOf(/^logs\.[\w-]+\.amazonaws\./, [
    [/^kms:Encrypt$/, 'the actions that encrypt events of log groups, each with its variants'],
  ]),
  ...rowsOf(/account_trail_role/, [[/^logs:CreateLogStream$/, "names of streams are CloudTrail's own"]]),
  ...rowsOf(/^aws_kms_key\./, [
    [/^kms:\*$/, 'without it nobody could manage the key; who uses it is up to the policies of roles in the account'],
    [
      /^kms:Encrypt$/,
      'the actions that encrypt a disk, each with its variants; Auto Scaling starts nodes with encrypted disks',
    ],
    [/^kms:GenerateDataKey\*$/, DATA_KEYS],
  ]),
  ...rowsOf(/^aws_eks_access_policy_association\./, [
    [
      /AmazonEKSClusterAdminPolicy/,
      'administrators, and whoever applies: a stack makes kinds of any namespace, and bindings',
    ],
    [
      /AmazonEKSAdminViewPolicy/,
      'a plan reads whatever runs in the cluster, Secrets too, in which Helm keeps its releases; it changes nothing',
    ],
  ]),
  ...rowsOf(/^aws_iam_role_policy_attachment\.cluster_nodes/, [
    [/AmazonEKSWorkerNodePolicy/, 'nodes find their cluster and their addresses, which EKS requires'],
    [/AmazonEC2ContainerRegistryPullOnly/, 'nodes pull images of any repository of the account, whatever runs on them'],
    [/AmazonEKS_CNI_Policy/, 'nodes give pods addresses of the network; the plugin runs before pods can have a role'],
    [/AmazonSSMManagedInstanceCore/, 'people enter nodes by Session Manager, instead of SSH'],
  ]),
  ...rowsOf(/^aws_iam_role_policy_attachment\./, [
    [/AmazonEKSClusterPolicy/, "EKS requires AWS's own policy for its control plane"],
    [/AmazonEBSCSIDriverPolicy/, "AWS's own policy of the disk driver, limited to volumes with the driver's tag"],
    [
      /AWSBackupServiceRolePolicyFor(Backup|Restores)/,
      "AWS's own policies for what makes, copies and restores snapshots; plans and tests name the servers",
    ],
    [
      /AmazonRDSEnhancedMonitoringRole/,
      'RDS writes metrics of the operating system to its log group, and nothing else',
    ],
  ]),
  ...rowsOf(/cluster_autoscaler/, [
    [
      /^autoscaling:SetDesiredCapacity$/,
      "names of groups are EKS's own; the condition limits it to groups of this cluster",
    ],
    [/^eks:DescribeNodegroup$/, "the pools of this cluster, whose ids are EKS's own"],
    [/^autoscaling:DescribeAutoScalingGroups$/, LIST],
  ]),
  ...rowsOf(/cluster_addons_ebs_csi/, [[/^kms:/, 'the actions that encrypt a disk, each with its variants']]),
  ...rowsOf(/cluster_updates_role/, [
    [/^ec2:CreateTags$/, 'nodes get their tags at their start, and the condition admits no other moment'],
    [
      /^ec2:RunInstances$/,
      "an instance takes images, subnets, disks and more; the condition limits it to the pools' templates",
    ],
    [/^eks:UpdateNodegroupVersion$/, "the pools of this cluster, whose ids are EKS's own"],
    [/^ec2:DescribeLaunchTemplateVersions$/, LIST],
  ]),
  ...rowsOf(/identity_(cert_manager|external_dns)_role/, [
    [/^route53:GetChange$/, 'the id of a change is known only after it was asked for'],
    [/^route53:ListHostedZones$/, LIST],
  ]),
  ...rowsOf(/identity_load_balancer_controller_role/, [
    [/^ec2:Describe/, LIST],
    [
      /^ec2:AuthorizeSecurityGroupIngress$/,
      "it opens ports of nodes, whose security group is not the controller's: the condition admits groups of the network alone",
    ],
    [
      /^ec2:(CreateSecurityGroup|CreateTags|DeleteSecurityGroup)$/,
      "groups of the controller, by the condition; their ids are AWS's own",
    ],
    [
      /^elasticloadbalancing:SetRulePriorities$/,
      'the order of rules of application load balancers: AWS cannot limit it by tag',
    ],
    [
      /^elasticloadbalancing:/,
      "load balancers and their parts, whose ids are AWS's own: the condition admits those of this cluster alone",
    ],
  ]),
  ...rowsOf(/identity_telemetry_role/, [
    [/^(xray|cloudwatch):Put/, 'AWS cannot limit who sends traces and metrics to any of them; it reads none'],
  ]),
  ...rowsOf(/identity_trivy_role/, [
    [/^ecr:GetAuthorizationToken$/, 'AWS cannot limit the token to single registries'],
    [/^ecr:/, 'scans read images of any repository that nodes pull from, whatever runs on them'],
  ]),
  ...rowsOf(/identity_velero_role/, [
    [/^ec2:Describe/, LIST],
    [/^ec2:/, "volumes of the disk driver and snapshots of backups, by the condition; their ids are AWS's own"],
    [/^kms:/, 'the actions that copy an encrypted disk, each with its variants'],
  ]),
  ...rowsOf(/^aws_cloudwatch_log_resource_policy\.foundation_query_log_policy/, [
    [
      /^logs:/,
      "the log groups of the environment's zones, with streams that Route 53 names; the condition admits zones of the account alone",
    ],
  ]),
  ...rowsOf(/^aws_cloudwatch_log_resource_policy\.foundation_(global_)?firewall_log_policy/, [
    [
      /^logs:/,
      "the log groups of the environment's firewalls, with streams that WAF names; the condition admits the account alone",
    ],
  ]),
  ...rowsOf(/^aws_cloudwatch_log_resource_policy\.foundation_request_log_policy/, [
    [
      /^logs:/,
      "the log groups of the environment's distributions, with streams that CloudFront names; the condition admits the account alone",
    ],
  ]),
  {
    of: /./,
    may: /^secretsmanager:GetSecretValue$/,
    on: /^[^*?]*(-\?{6})?$/,
    because: 'AWS appends six characters to the name of a secret, which are known only after the secret is made',
  },
  ...rowsOf(/^aws_(elasticache_user|cloudformation_stack)\./, [
    [/^\+@all$/, 'applications name their keys and channels themselves, and the commands that they use are not known'],
  ]),
  ...rowsOf(/_rotation_role/, [
    [/^secretsmanager:GetRandomPassword$/, 'it draws a password, and touches no secret: AWS cannot limit it'],
  ]),
  ...rowsOf(/cluster_addons_container_logs/, [
    [/^logs:/, 'the streams of this log group; Fluent Bit names one for each container'],
  ]),
  ...rowsOf(/network_flow_logs_role/, [[/^logs:/, 'the streams of this log group; flow logs name them']]),
];
