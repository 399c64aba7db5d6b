/** WorkloadIdentity on AWS: a service account gets its rights, and nothing else. */
import type { Foundation } from '../../../../providers/aws/foundation/foundation';
import { loadBalancerStatements } from '../../../../providers/aws/workload-identity/load-balancer-policy';
import { snapshotStatements } from '../../../../providers/aws/workload-identity/snapshot-policy';
import { decoded } from '../../../helpers/aws/expression';
import { on } from '../../../helpers/environments';
import { baseWith } from '../../../helpers/platform';
import { type Attributes, type Stack, synth } from '../../../helpers/synth';

const PARTITION = '${data.aws_partition.foundation_partition.partition}';

const workload = (access: object[], change: object = {}) => ({
  namespace: 'shop',
  image: 'example/api:1',
  resources: { cpu: '100m', memory: '128Mi' },
  access,
  ...change,
});
const stackOf = (access: object[], change: object = {}): Stack =>
  synth(on('aws', baseWith({ workloads: { api: workload(access) }, ...change })))['acme-test-aws']!;
const policy = (stack: Stack, id = 'api'): Attributes[] =>
  decoded(stack.resource(`aws_iam_role_policy.identity_${id}_role_policy`).policy as string).Statement;
const statements = (...access: object[]) => policy(stackOf(access));
const via = (service: string) => ({ StringEquals: { 'kms:ViaService': `${service}.us-east-1.amazonaws.com` } });
/** Every action of a policy. */
const actions = (all: readonly { Action: string | readonly string[] }[]) => all.flatMap(({ Action }) => Action);

const foundation = { partition: 'aws', target: { account: '123456789012', region: 'us-east-1' } } as Foundation;

describe('a workload with rights', () => {
  const stack = stackOf([{ objectStore: 'files', read: true }]);

  it('has a role with a policy, and an association with the service account', () => {
    expect(stack.addresses().filter((address) => address.includes('.identity_'))).toEqual([
      'aws_eks_pod_identity_association.identity_api',
      'aws_iam_role.identity_api_role',
      'aws_iam_role_policy.identity_api_role_policy',
    ]);
    expect(stack.resource('aws_eks_pod_identity_association.identity_api')).toMatchObject({
      cluster_name: '${aws_eks_cluster.cluster.name}',
      namespace: 'shop',
      service_account: 'acme-api',
      role_arn: '${aws_iam_role.identity_api_role.arn}',
      depends_on: ['aws_iam_role_policy.identity_api_role_policy'],
    });
  });

  it('is trusted in this cluster, namespace and service account alone', () => {
    const role = stack.resource('aws_iam_role.identity_api_role');
    expect(role.name).toBe('acme-test-identity-api');
    expect(decoded(role.assume_role_policy as string).Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:RequestTag/eks-cluster-arn': `arn:${PARTITION}:eks:us-east-1:123456789012:cluster/\${aws_eks_cluster.cluster.name}`,
            'aws:RequestTag/kubernetes-namespace': 'shop',
            'aws:RequestTag/kubernetes-service-account': 'acme-api',
          },
        },
      },
    ]);
  });

  it('has its role among the outputs', () => {
    expect(stack.outputs.identity_api_identity).toBe('${aws_iam_role.identity_api_role.arn}');
  });

  it('works on an existing cluster', () => {
    const there = synth({
      ...on('aws', baseWith({ workloads: { api: workload([{ objectStore: 'files', read: true }]) }, cluster: null })),
      cluster: { existing: { aws: { name: 'theirs' } } },
    })['acme-test-aws']!;
    expect(there.resource('aws_eks_pod_identity_association.identity_api')).toMatchObject({
      cluster_name: '${data.aws_eks_cluster.cluster.name}',
    });
  });
});

it('a workload without rights has no role', () => {
  expect(
    stackOf([])
      .addresses()
      .filter((address) => address.includes('.identity_')),
  ).toEqual([]);
});

describe('rights to a bucket', () => {
  it('include listing, getting and decrypting for readers', () => {
    expect(statements({ objectStore: 'files', read: true })).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetBucketLocation'],
        Resource: 'aws_s3_bucket.files.arn',
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging'],
        Resource: '${aws_s3_bucket.files.arn}/*',
      },
      { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: 'aws_kms_key.keys_stores.arn', Condition: via('s3') },
    ]);
  });

  it('include neither reading nor deleting versions for writers', () => {
    const all = statements({ objectStore: 'files', write: true });
    expect(actions(all as { Action: string }[])).toEqual([
      's3:ListBucketMultipartUploads',
      's3:PutObject',
      's3:PutObjectTagging',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]);
  });

  it('include every key that objects may be encrypted with: an existing one, and that of the environment until it is retired', () => {
    const keysOf = (change: object) =>
      policy(stackOf([{ objectStore: 'files', read: true }], change))
        .filter(({ Action }) => String(Action).startsWith('kms:'))
        .map(({ Resource }) => Resource as unknown);
    const aws = 'arn:aws:kms:us-east-1:123456789012:key/1';
    const own = 'aws_kms_key.keys_stores.arn';
    const cloud = { objectStores: { files: { encryptionKey: 'cloud' } } };
    expect(keysOf(cloud)).toEqual([own]);
    expect(keysOf({ objectStores: { files: { encryptionKey: { existing: { aws } } } } })).toEqual([[aws, own]]);
    expect(keysOf({ ...cloud, keys: { retire: ['stores'] } })).toEqual([]);
  });
});

describe('rights to a secret', () => {
  const SECRETS = `arn:${PARTITION}:secretsmanager:us-east-1:123456789012:secret:`;

  it('are limited to reading it, with the key of the store', () => {
    expect(statements({ secret: 'token', read: true })).toEqual([
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: [`${SECRETS}acme/test/token-??????`],
      },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: 'aws_kms_key.keys_secrets.arn',
        Condition: via('secretsmanager'),
      },
    ]);
  });

  it('include credentials and connection of databases and caches, with their own keys', () => {
    const secretEnv = { A: { from: 'postgres', key: 'host' }, B: { from: 'redis', key: 'host' } };
    const access = [
      { secret: 'postgres', read: true },
      { secret: 'redis', read: true },
    ];
    const all = policy(
      stackOf([], { addons: { externalSecrets: {} }, workloads: { api: workload(access, { secretEnv }) } }),
    );
    expect(all.map(({ Resource }) => Resource as unknown)).toEqual([
      [
        'aws_secretsmanager_secret.postgres_credentials.arn',
        `${SECRETS}acme/test/postgres/connection-??????`,
        'data.aws_secretsmanager_secret_versions.redis_users_credentials.arn',
        `${SECRETS}acme/test/redis/connection-??????`,
      ],
      ['aws_kms_key.keys_databases.arn', 'aws_kms_key.keys_secrets.arn', 'aws_kms_key.keys_caches.arn'],
    ]);
  });
});

it('rights to a DNS zone are limited to its records', () => {
  const addons = { certManager: { email: 'ops@example.com' } };
  expect(policy(stackOf([], { addons }), 'cert_manager')).toEqual([
    {
      Effect: 'Allow',
      Action: ['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets', 'route53:ListTagsForResources'],
      Resource: [`arn:${PARTITION}:route53:::hostedzone/Z0123456789EXAMPLE`],
    },
    { Effect: 'Allow', Action: 'route53:GetChange', Resource: `arn:${PARTITION}:route53:::change/*` },
    { Effect: 'Allow', Action: ['route53:ListHostedZones', 'route53:ListHostedZonesByName'], Resource: '*' },
  ]);
});

describe('rights to volume snapshots', () => {
  const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';

  it('allow changes only to resources that the disk driver or Velero tagged', () => {
    const changing = snapshotStatements(foundation, [KEY]).filter(({ Resource }) => Resource === '*');
    expect(actions(changing)).toEqual(['ec2:DescribeVolumes', 'ec2:DescribeSnapshots']);
    const all = snapshotStatements(foundation, [KEY]).filter(({ Resource }) => Resource !== '*');
    expect(all.filter(({ Condition }) => Condition === undefined)).toEqual([]);
    expect(all).toContainEqual({
      Effect: 'Allow',
      Action: 'ec2:DeleteSnapshot',
      Resource: 'arn:aws:ec2:us-east-1:*:snapshot/*',
      Condition: { Null: { 'aws:ResourceTag/velero.io/backup': 'false' } },
    });
  });

  it('include the key of the disks if there is one', () => {
    expect(snapshotStatements(foundation, [KEY]).filter(({ Resource }) => Resource === KEY)).toHaveLength(2);
    expect(actions(snapshotStatements(foundation, [])).filter((action) => action.startsWith('kms:'))).toEqual([]);
  });

  it('are given to Velero, with the key of the cluster unless it is an existing one', () => {
    const addons = { velero: { objectStore: 'files' } };
    const keys = (stack: Stack) =>
      policy(stack, 'velero')
        .filter(({ Action }) => Action === 'kms:CreateGrant')
        .map(({ Resource }) => Resource as string);
    expect(keys(stackOf([], { addons }))).toEqual(['aws_kms_key.keys_cluster.arn']);
    const there = synth({
      ...on('aws', baseWith({ addons, cluster: null })),
      cluster: { existing: { aws: { name: 'theirs' } } },
    })['acme-test-aws']!;
    expect(keys(there)).toEqual([]);
  });
});

it('rights to send traces and metrics read none', () => {
  const sending = (telemetry: object) => policy(stackOf([], { addons: { telemetry } }), 'telemetry');
  expect(sending({ traces: ['cloud'] })).toEqual([
    { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
  ]);
  expect(sending({ metrics: ['cloud'] })).toEqual([
    { Effect: 'Allow', Action: ['cloudwatch:PutMetricData'], Resource: '*' },
  ]);
});

it('rights to images read those of any repository, and write none', () => {
  expect(policy(stackOf([], { addons: { trivy: {} } }), 'trivy')).toEqual([
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    {
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: `arn:${PARTITION}:ecr:*:*:repository/*`,
    },
  ]);
});

describe('rights to load balancers', () => {
  const all = loadBalancerStatements(foundation, { clusterName: 'acme-test', vpcId: 'vpc-1' });
  const VPC = 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1';
  const those = (...given: string[]) =>
    all.filter(({ Action }) => given.some((action) => [Action].flat().includes(action)));
  const mine = { 'aws:ResourceTag/elbv2.k8s.aws/cluster': 'acme-test' };
  const becomesMine = { 'aws:RequestTag/elbv2.k8s.aws/cluster': 'acme-test' };

  it("are those that the controller's project publishes, without certificates, firewalls and sign-in", () => {
    // docs/install/iam_policy.json of v3.5.0 has 80 actions: 17 of other services and SetWebAcl are not among these.
    expect(new Set(actions(all)).size).toBe(62);
    expect(actions(all)).toEqual(
      expect.arrayContaining(['ec2:GetSecurityGroupsForVpc', 'elasticloadbalancing:ModifyIpPools']),
    );
    expect(
      actions(all).filter((action) => !/^(ec2|elasticloadbalancing|iam:CreateServiceLinkedRole)/.test(action)),
    ).toEqual([]);
  });

  it.each([
    ...['DeleteLoadBalancer', 'ModifyTargetGroup', 'SetSecurityGroups', 'RegisterTargets', 'DeregisterTargets'],
    ...['ModifyListener', 'DeleteListener', 'AddListenerCertificates', 'ModifyRule', 'DeleteRule'],
  ])('allow elasticloadbalancing:%s only on what has the tag of this cluster', (action) => {
    const conditions = those(`elasticloadbalancing:${action}`).map(({ Condition }) => Condition);
    expect(conditions).toEqual([{ StringEquals: mine }]);
  });

  it.each(['CreateLoadBalancer', 'CreateTargetGroup', 'CreateListener', 'CreateRule'])(
    'allow elasticloadbalancing:%s only with the tag of this cluster',
    (action) => {
      const conditions = those(`elasticloadbalancing:${action}`).map(({ Condition }) => Condition);
      expect(conditions).toEqual([{ StringEquals: becomesMine }]);
    },
  );

  it('allow tags at creation, and on what has the tag of this cluster while it keeps it', () => {
    expect(those('elasticloadbalancing:AddTags').map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          'elasticloadbalancing:CreateAction': [
            'CreateLoadBalancer',
            'CreateTargetGroup',
            'CreateListener',
            'CreateRule',
          ],
          ...becomesMine,
        },
      },
      { Null: { 'aws:RequestTag/elbv2.k8s.aws/cluster': 'true' }, StringEquals: mine },
    ]);
  });

  it("open ports of security groups of the cluster's network alone, and create groups there", () => {
    const groups = 'arn:aws:ec2:us-east-1:123456789012:security-group/*';
    expect(those('ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress')).toEqual([
      {
        Effect: 'Allow',
        Action: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
        Resource: groups,
        Condition: { ArnEquals: { 'ec2:Vpc': VPC } },
      },
    ]);
    expect(those('ec2:CreateSecurityGroup')).toEqual([
      { Effect: 'Allow', Action: ['ec2:CreateSecurityGroup'], Resource: VPC },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateSecurityGroup'],
        Resource: groups,
        Condition: { StringEquals: becomesMine },
      },
    ]);
    expect(those('ec2:DeleteSecurityGroup').map(({ Condition }) => Condition)).toEqual([{ StringEquals: mine }]);
  });

  it('reach everything of the account only by describing it', () => {
    const everywhere = all.filter(({ Resource }) => Resource === '*');
    expect(actions(everywhere).filter((action) => !/:(Describe|Get)/.test(action))).toEqual([]);
  });

  it('are given to the controller, with the network of the cluster', () => {
    const addons = { loadBalancerController: {} };
    const given = policy(stackOf([], { addons }), 'load_balancer_controller');
    expect(given).toHaveLength(all.length);
    expect(JSON.stringify(given)).toContain(':vpc/${aws_vpc.network.id}');
    const there = synth({
      ...on('aws', baseWith({ addons, cluster: null })),
      cluster: { existing: { aws: { name: 'theirs' } } },
    })['acme-test-aws']!;
    expect(JSON.stringify(policy(there, 'load_balancer_controller'))).toContain(
      ':vpc/${data.aws_eks_cluster.cluster.vpc_config[0].vpc_id}',
    );
  });
});
